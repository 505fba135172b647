import { CHILDREN, VDISESSION } from '@backstage-vdi/operator';
import type { DesktopPattern } from '../../bareClient/desktopPattern';
import { BARE_AGENT, startBareClient } from '../../bareClient/process';
import { isRunning, sessionObject } from '../../sessions';
import type { Contender } from '../contender';

/** Somebody who makes the same writes for the same desktops without deciding anything. */
export function bareClient(
  pattern: DesktopPattern,
  concurrency: number,
): Contender {
  return {
    name: 'bare-client',
    userAgent: `${BARE_AGENT}/`,
    resource: VDISESSION,
    children: Object.values(CHILDREN),
    // Nobody is there to take a finalizer off.
    object: (namespace, name) => sessionObject(namespace, name, 'kubectl'),
    isReady: isRunning,
    async start({ cluster: { kubeconfig } }, namespace) {
      const client = await startBareClient({
        kubeconfig,
        namespace,
        pattern,
        concurrency,
      });
      return {
        ...client,
        created: ({ metadata: { name = '', uid = '' } = {} }) =>
          client.add({ namespace, name, uid }),
      };
    },
  };
}
