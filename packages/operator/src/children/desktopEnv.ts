import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { RuntimeFacts } from '../types/runtimes';
import type { EnvVar } from './manifests';

/**
 * Environment of a desktop: the runtime's, the template's over it, and what no template may change.
 *
 * `HOME` has to be where the volume is. `NVIDIA_VISIBLE_DEVICES` decides which GPUs a container sees; an image with `all` in it would
 * see GPUs that it never asked for. With a GPU the device plugin sets it; without one it is `void`.
 */
export function desktopEnv(
  session: VDISession,
  template: VDITemplate,
  runtime: RuntimeFacts,
): EnvVar[] {
  const reserved: Record<string, string | undefined> = {
    HOME: runtime.homePath,
    VDI_NAME: session.metadata.name,
    VDI_PORT: String(runtime.port),
    NVIDIA_VISIBLE_DEVICES: template.spec.gpu ? undefined : 'void',
  };
  const free = (name: string) => !Object.hasOwn(reserved, name);
  const said = (template.spec.env ?? []).filter(({ name }) => free(name));
  const names = new Set(said.map(({ name }) => name));
  return [
    ...Object.entries(reserved).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value }],
    ),
    ...Object.entries(runtime.env)
      .filter(([name]) => !names.has(name))
      .map(([name, value]) => ({ name, value })),
    ...said.map(({ name, value, secretKeyRef }) =>
      secretKeyRef ? { name, valueFrom: { secretKeyRef } } : { name, value },
    ),
  ];
}
