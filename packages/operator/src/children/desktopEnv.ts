import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Reserved } from '../runtimes/definition';
import { runtimeVariables } from '../runtimes/runtimeVariables';
import type { EnvVar } from './manifests';

/**
 * Environment of a desktop: what no template may change, the runtime's, the template's over that.
 *
 * @param turnService - where it gets credentials of the portal's relay; absent where there is none
 */
export function desktopEnv(
  session: VDISession,
  template: VDITemplate,
  turnService?: string,
): EnvVar[] {
  const runtime = runtimeVariables(template, turnService);
  const { name: sessionName } = session.metadata;
  const reserved: Reserved = {
    ...runtime.reserved,
    VDI_NAME: { ...runtime.reserved.VDI_NAME, value: sessionName },
  };
  const said = (template.spec.env ?? []).filter(
    ({ name }) => !Object.hasOwn(reserved, name),
  );
  const names = new Set(said.map(({ name }) => name));
  return [
    ...Object.entries(reserved).flatMap(([name, { value }]) =>
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
