import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import {
  type Resource,
  resourcePath,
  type Transport,
} from '@backstage-vdi/kube';
import { type BenchCluster, workingPids } from '../benchCluster';
import { poll } from '../poll';
import { cpuSecondsOf } from '../processUsage';
import type { Contender } from './contender';

const VOLUME: Resource = {
  group: '',
  version: 'v1',
  plural: 'persistentvolumes',
  kind: 'PersistentVolume',
  namespaced: false,
};

/** Removes all of a contender's objects and children, and waits until they are gone, their volumes too. */
export async function removeAll(
  { transport }: BenchCluster,
  { resource, children }: Contender,
  namespace: string,
): Promise<void> {
  // The objects first, while their controller runs: it would make their children anew.
  for (const each of [resource, ...children]) {
    await transport.request({
      method: 'DELETE',
      path: resourcePath(each, { namespace }),
      body: { gracePeriodSeconds: 0 },
    });
    if (each === resource) await awaitNone(transport, each, namespace);
  }
  for (const each of children) await awaitNone(transport, each, namespace);
  await awaitNone(transport, VOLUME);
}

async function awaitNone(
  transport: Transport,
  resource: Resource,
  namespace?: string,
): Promise<void> {
  await poll(async () => {
    const { items } = await transport.list(resource, { namespace, limit: 1 });
    return items.length === 0;
  });
}

/** How long the cluster is watched at a time, in milliseconds. */
const CALM_MS = 1_000;

/** The share of a core below which it rests: heartbeats and leases take some percent. */
const CALM_SHARE = 0.1;

/** Waits until the cluster has worked off what earlier measurements left behind. */
export async function awaitCalm(cluster: Cluster): Promise<void> {
  for (;;) {
    const pids = workingPids(cluster);
    const before = await cpuSecondsOf(pids);
    await delay(CALM_MS);
    const used = (await cpuSecondsOf(pids)) - before;
    if (used < (CALM_SHARE * CALM_MS) / 1_000) return;
  }
}
