import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Cluster, findCluster } from '@backstage-vdi/cluster';
import type { ProxiedRequest } from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';

const isPost = ({ method }: ProxiedRequest) => method === 'POST';

describe('an operator whose API server', () => {
  let scene: Scene;
  let cluster: Cluster;

  beforeAll(async () => {
    const folder = dirname(process.env.VDI_TEST_KUBECONFIG ?? '');
    cluster = (await findCluster(folder)) as Cluster;
    scene = await Scene.set({ leaderElection: true });
  });
  afterAll(() => scene.end());

  /** Does something as soon as the operator works on what it was asked. */
  async function amid(strike: () => Promise<unknown>) {
    const { crowd, proxy } = scene;
    const working = proxy.next(isPost);
    await crowd.ask();
    await working;
    await strike();
  }

  it.each([5, 40])('stands still for %d s', async seconds => {
    await amid(async () => {
      await cluster.pause('kube-apiserver');
      await delay(seconds * 1000);
      await cluster.resume('kube-apiserver');
    });
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('is killed and comes back', async () => {
    await amid(() => cluster.restart('kube-apiserver'));
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('loses its etcd, which comes back', async () => {
    await amid(() => cluster.restart('etcd'));
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('was told to forget, while watches were cut off', async () => {
    const { crowd, proxy } = scene;
    proxy.add({ match: request => request.isWatch, do: 'reset' });
    proxy.interrupt(request => request.isWatch, 'reset');
    await crowd.ask();
    await cluster.compact();
    await cluster.restart('kube-apiserver');
    proxy.clear();
    expect(await crowd.settled()).toEqual(crowd.expected());
    expect(proxy.requests.filter(({ status }) => status === 410)).toEqual([]);
  });
});
