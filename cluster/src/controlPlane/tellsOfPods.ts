import { setTimeout as delay } from 'node:timers/promises';

const PROBE = 'told-of';

/** How often the API server is asked to make the pod: it finds its way to a new etcd for each resource apart. */
const ATTEMPTS = 100;

/** How long an API server may take to hear of what it has just written, in seconds. It takes milliseconds. */
const SECONDS = 3;

/**
 * Whether the API server tells of a pod that is made now. One of version 1.36 whose etcd was killed may take writes and answer reads, and
 * hear of no change to pods any more: who watches them then waits for good.
 *
 * @param kubectl - runs it with these arguments, and gives what it prints
 */
export async function tellsOfPods(
  kubectl: (args: string[]) => Promise<string>,
): Promise<boolean> {
  const overrides = JSON.stringify({ spec: { schedulerName: 'nobody' } });
  const make = ['run', PROBE, '--image=none', `--overrides=${overrides}`];
  for (let left = ATTEMPTS; ; left -= 1) {
    try {
      await kubectl(make);
      break;
    } catch (error) {
      // An attempt without an answer may have made it.
      if (/already exists/i.test(`${error}`)) break;
      if (left === 0) throw error;
      await delay(100);
    }
  }
  // From what it has heard of, as for all who watch.
  const query = `watch=true&timeoutSeconds=${SECONDS}&fieldSelector=metadata.name=${PROBE}`;
  const told = await kubectl([
    'get',
    `--raw=/api/v1/namespaces/default/pods?${query}`,
  ]);
  await kubectl(['delete', 'pod', PROBE, '--wait=false']);
  return told.includes(`"${PROBE}"`);
}
