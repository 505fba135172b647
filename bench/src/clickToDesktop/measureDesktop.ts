import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import { type KubeObject, POD, type Transport } from '@backstage-vdi/kube';
import { VDISESSION } from '@backstage-vdi/operator';
import { childName, type SessionRef } from '@backstage-vdi/plugin-vdi-common';
import type { Rest } from './evaluate';
import { type MeasuredImage, PORT } from './images';
import { compareWays, type Exchange } from './latency';
import { readPodUsage } from './podUsage';
import type { Latencies } from './takeTurns';

/** Until a desktop has noticed that its viewer is gone, and rests. Milliseconds. */
const SETTLED_MS = 10_000;

interface Pod extends KubeObject {
  metadata: { uid: string };
  status: { podIP: string };
}

interface Session extends KubeObject {
  status: { host: string };
}

/** What a desktop that runs takes while nobody is connected, and what Traefik adds on the way to it. */
export async function measureDesktop(
  { namespace, name }: SessionRef,
  options: {
    transport: Transport;
    cluster: Cluster;
    image: MeasuredImage;
    restSeconds: number;
    log(line: string): void;
  },
): Promise<{ rest: Rest; latencies: Record<Exchange, Latencies> }> {
  const { transport, cluster, image, restSeconds, log } = options;
  const [session, pod] = await Promise.all([
    transport.get<Session>(VDISESSION, { namespace, name }),
    transport.get<Pod>(POD, { namespace, name: childName(name) }),
  ]);
  log(`${image.name}: ${restSeconds} s of rest`);
  const rest = await measureRest(pod.metadata.uid, restSeconds);
  log(`${image.name}: without and with Traefik`);
  const latencies = await measureLatencies(image, {
    podIP: pod.status.podIP,
    host: session.status.host,
    traefik: cluster.traefik,
  });
  return { rest, latencies };
}

async function measureRest(podUid: string, seconds: number): Promise<Rest> {
  await delay(SETTLED_MS);
  const before = await readPodUsage(podUid);
  await delay(seconds * 1_000);
  const after = await readPodUsage(podUid);
  return {
    seconds,
    cpuShare: (after.cpuSeconds - before.cpuSeconds) / seconds,
    megabytes: after.workingSet / 1e6,
  };
}

async function measureLatencies(
  { view, stillMs }: MeasuredImage,
  {
    podIP,
    host,
    traefik,
  }: { podIP: string; host: string; traefik: Cluster['traefik'] },
): Promise<Record<Exchange, Latencies>> {
  const direct = await view(`ws://${podIP}:${PORT}`);
  const routed = await view(`wss://127.0.0.1:${traefik.port}`, {
    ca: await readFile(traefik.caFile),
    servername: host,
    headers: { host },
  });
  try {
    return await compareWays({ direct, traefik: routed }, stillMs);
  } finally {
    direct.close();
    routed.close();
  }
}
