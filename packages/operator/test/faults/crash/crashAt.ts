import type { FaultProxy, ProxiedRequest } from '@backstage-vdi/kube/testing';

/** Which side of a write a crash is on: the API server never hears of it, or nobody hears of its answer. */
export type Side = 'before' | 'after';

/** Whether a request changes what sessions are made of. Events and leases tell of the operator itself. */
export function isLifeWrite({ method, path }: ProxiedRequest): boolean {
  return method !== 'GET' && !/\/(events|leases)(\/|$)/.test(path);
}

/**
 * Cuts whoever talks through the proxy off for good at one of its writes. What it has sent before is still done; of what it sends
 * afterwards nothing is. Undone by `proxy.clear()`.
 *
 * @param index - of the write, from 1
 * @param kill - is called at that very moment
 * @returns what resolves then
 */
export function crashAt(
  proxy: FaultProxy,
  index: number,
  side: Side,
  kill = () => {},
): Promise<void> {
  return new Promise(resolve => {
    let writes = 0;
    let dead = false;
    const die = () => {
      dead = true;
      kill();
      proxy.interrupt(() => true, 'reset');
      resolve();
    };
    proxy.add({ match: () => dead, do: 'reset' });
    proxy.add({
      match(request) {
        if (!isLifeWrite(request)) return false;
        writes += 1;
        if (writes !== index) return false;
        if (side === 'before') die();
        return true;
      },
      do:
        side === 'before'
          ? 'reset'
          : {
              // Asked when the answer is here: the write was applied.
              splitEvery() {
                if (!dead) die();
                return Infinity;
              },
            },
    });
  });
}
