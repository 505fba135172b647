import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import type { ProxiedRequest } from '@backstage-vdi/kube/testing';
import { Scene } from './Scene';
import { testCluster } from '../../testCluster';

const isWatch = (request: ProxiedRequest) => request.isWatch;

describe('an operator whose API server', () => {
  let scene: Scene;
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await testCluster();
    scene = await Scene.set({ leaderElection: true });
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  it.each([5, 40])('stands still for %d s', async seconds => {
    await scene.amid(async () => {
      await cluster.pause('kube-apiserver');
      await delay(seconds * 1000);
      await cluster.resume('kube-apiserver');
    });
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('is killed and comes back', async () => {
    await scene.amid(() => cluster.restart('kube-apiserver'));
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('loses its etcd, which comes back', async () => {
    await scene.amid(() => cluster.restart('etcd'));
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('has forgotten what happened since watches were cut off', async () => {
    const { crowd, proxy } = scene;
    let release = () => {};
    const released = new Promise<void>(resolve => {
      release = resolve;
    });
    proxy.add({ match: isWatch, do: { after: () => released } });
    proxy.interrupt(isWatch, 'reset');
    await crowd.ask();
    await cluster.compact();
    // What it keeps in memory is gone, too.
    await cluster.restart('kube-apiserver');
    proxy.clear();
    release();
    expect(await crowd.settled()).toEqual(crowd.expected());
    const anew = proxy.requests.filter(({ query }) =>
      query.has('sendInitialEvents'),
    );
    expect(anew.length).toBeGreaterThan(4);
  });
});
