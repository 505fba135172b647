import type { Transport } from '@backstage-vdi/kube';
import { CHILDREN, VDISESSION } from '@backstage-vdi/operator';
import type { Desktop, SessionId } from './desktopPattern';

/** Four of a session's five writes, in the operator's order: home, Service and route at once, the Pod when the home's reply is there. */
export async function writeChildren(
  transport: Transport,
  { children }: Desktop,
): Promise<void> {
  const { home, service, route, pod } = children;
  await Promise.all([
    transport
      .create(CHILDREN.home, home)
      .then(() => transport.create(CHILDREN.pod, pod)),
    transport.create(CHILDREN.service, service),
    transport.create(CHILDREN.route, route),
  ]);
}

/** The fifth: the status. */
export async function writeStatus(
  transport: Transport,
  { status }: Desktop,
  { namespace, name, uid }: SessionId,
): Promise<void> {
  await transport.patch(
    VDISESSION,
    { namespace, name, subresource: 'status' },
    {
      type: 'json',
      body: [
        { op: 'test', path: '/metadata/uid', value: uid },
        { op: 'add', path: '/status', value: status },
      ],
    },
  );
}
