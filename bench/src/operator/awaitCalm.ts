import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import { workingPids } from '../benchCluster';
import { cpuSecondsOf } from '../processUsage';

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
