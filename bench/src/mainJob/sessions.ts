import {
  isNotFound,
  type KubeObject,
  type Transport,
} from '@backstage-vdi/kube';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';

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

/** Makes a session as the session API does, or as kubectl does: without the finalizer. */
export async function createSession(
  transport: Transport,
  namespace: string,
  name: string,
  by: 'api' | 'kubectl',
): Promise<void> {
  await transport.create(VDISESSION, {
    metadata: {
      namespace,
      name,
      ...(by === 'api' && { finalizers: [SESSION_FINALIZER] }),
    },
    spec: { user: 'bench@example.com', template: TEMPLATE },
  } as KubeObject);
}

/** Waits until the session says Running. */
export async function awaitRunning(
  transport: Transport,
  namespace: string,
  name: string,
): Promise<void> {
  await poll(async () => {
    const session = await transport.get<
      KubeObject & { status?: { phase?: string } }
    >(VDISESSION, { namespace, name });
    return session.status?.phase === 'Running';
  });
}

/** Deletes the session and waits until it is gone. */
export async function deleteSession(
  transport: Transport,
  namespace: string,
  name: string,
): Promise<void> {
  await transport.delete(VDISESSION, { namespace, name });
  await poll(async () => {
    try {
      await transport.get(VDISESSION, { namespace, name });
      return false;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return true;
    }
  });
}

async function poll(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}
