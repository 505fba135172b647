import { type KubeObject, type Transport } from '@backstage-vdi/kube';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { poll } from './poll';

const TEMPLATE = 'bench';

/** Makes the template of the benchmark's desktops. Their image never runs: the nodes are simulated. */
export async function createTemplate(transport: Transport): Promise<void> {
  await transport.create(VDITEMPLATE, {
    metadata: { name: TEMPLATE },
    spec: {
      displayName: 'Benchmark',
      image: 'bench:none',
      runtime: { type: 'novnc' },
    },
  } as KubeObject);
}

/** A session as the session API makes it; or as kubectl does, or whoever has no operator: without the finalizer. */
export function sessionObject(
  namespace: string,
  name: string,
  by: 'api' | 'kubectl',
): KubeObject {
  return {
    metadata: {
      namespace,
      name,
      ...(by === 'api' && { finalizers: [SESSION_FINALIZER] }),
    },
    spec: {
      user: 'bench@example.com',
      template: TEMPLATE,
      // So little that a simulated node is full when it has its number of pods, not before.
      resources: { memory: '64Mi' },
    },
  } as KubeObject;
}

/** Whether a session says Running. */
export function isRunning(session: KubeObject): boolean {
  const { status } = session as { status?: { phase?: string } };
  return status?.phase === 'Running';
}

/** Waits until the session says Running. */
export async function awaitRunning(
  transport: Transport,
  namespace: string,
  name: string,
): Promise<void> {
  await poll(async () =>
    isRunning(await transport.get(VDISESSION, { namespace, name })),
  );
}
