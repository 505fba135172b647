import { readFile } from 'node:fs/promises';
import { get } from 'node:https';
import { once } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Cluster, clusterFolder, findCluster, startCluster } from '../src';
import { NOTHING, tracesOf } from './traces';

const name = 'test-kwok';
const stateDir = clusterFolder(name);

describe('a cluster with simulated nodes', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({ name, node: 'kwok', nodes: 3, gpus: 2 });
  });
  afterAll(() => cluster?.down());

  it('has the nodes and GPUs it was asked for', async () => {
    const nodes = JSON.parse(
      await cluster.kubectl(['get', 'nodes', '-o', 'json']),
    );
    const gpus = nodes.items.map(
      (node: { status: { allocatable: Record<string, string> } }) =>
        node.status.allocatable['nvidia.com/gpu'],
    );
    expect(gpus).toEqual(['2', '2', '2']);
    expect(cluster.nodeName).toBe('node-1');
  });

  it('runs a pod with a volume of the default class, by rule', async () => {
    await cluster.apply(`
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: home }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 1Gi } }
---
apiVersion: v1
kind: Pod
metadata: { name: desktop }
spec:
  containers:
    - name: desktop
      image: example.com/desktop
      resources: { limits: { nvidia.com/gpu: 1 } }
      volumeMounts: [{ name: home, mountPath: /home }]
  volumes: [{ name: home, persistentVolumeClaim: { claimName: home } }]
`);
    const wait = ['wait', '--for=condition=Ready', 'pod/desktop'];
    expect(await cluster.kubectl(wait)).toContain('condition met');
    const claim = ['get', 'pvc', 'home', '-o', 'jsonpath={.status.phase}'];
    expect(await cluster.kubectl(claim)).toBe('Bound');
  });

  it('serves desktops with a certificate that its authority vouches for', async () => {
    const { traefik } = cluster;
    expect(traefik.url('alice')).toBe(
      `https://alice.vdi.localhost:${traefik.port}`,
    );
    const request = get({
      host: '127.0.0.1',
      port: traefik.port,
      servername: 'alice.vdi.localhost',
      headers: { host: 'alice.vdi.localhost' },
      ca: await readFile(traefik.caFile),
    });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(404);
    response.destroy();
  });

  it('refuses what it cannot do, in words', async () => {
    await expect(cluster.kubectl(['get', 'nonsense'])).rejects.toMatchObject({
      code: 'COMMAND_FAILED',
      message: expect.stringContaining('nonsense'),
    });
    await expect(cluster.loadImage('/image.tar')).rejects.toMatchObject({
      code: 'NODE_UNAVAILABLE',
    });
    await expect(startCluster({ name, node: 'none' })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
    });
  });

  it('is found by others, and leaves nothing when it goes, twice', async () => {
    const found = await findCluster(stateDir);
    expect(found?.pids).toEqual(cluster.pids);
    expect(found?.server).toBe(cluster.server);
    const { processes, files } = await tracesOf(stateDir);
    expect(processes).toHaveLength(6);
    expect(files).toContain('state.json');

    await cluster.down();
    expect(await tracesOf(stateDir)).toEqual(NOTHING);
    expect(await findCluster(stateDir)).toBeUndefined();
    await cluster.down();
  });
});
