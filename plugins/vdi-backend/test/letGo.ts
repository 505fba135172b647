import type { Transport } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/** Lets go of a session, as the operator does when its desktop is gone. */
export async function letGo(
  transport: Transport,
  { namespace, name }: Pick<VDISession['metadata'], 'namespace' | 'name'>,
): Promise<void> {
  await transport.patch(
    VDISESSION,
    { namespace, name },
    { type: 'merge', body: { metadata: { finalizers: null } } },
  );
}
