import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '@backstage-vdi/cluster';
import { Scene } from './Scene';
import { testCluster } from '../../testCluster';

describe('an operator whose API server, for long,', () => {
  let scene: Scene;
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await testCluster();
    scene = await Scene.set({ leaderElection: true });
  });
  afterEach(() => scene.reset());
  afterAll(() => scene.end());

  it('stands still for 120 s', async () => {
    await scene.amid(async () => {
      await cluster.pause('kube-apiserver');
      await delay(120_000);
      await cluster.resume('kube-apiserver');
    });
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('is away for 120 s', async () => {
    await scene.amid(async () => {
      await cluster.kill('kube-apiserver');
      await delay(120_000);
      await cluster.restart('kube-apiserver');
    });
    expect(await scene.crowd.settled()).toEqual(scene.crowd.expected());
  });

  it('says nothing more in any watch, until that is noticed', async () => {
    const { crowd, proxy } = scene;
    const silent = proxy.interrupt(({ isWatch }) => isWatch, 'blackhole');
    expect(silent).toBeGreaterThan(4);
    await crowd.ask();
    // What bookmarks would have told within, twice, and a while to come back.
    await delay(180_000);
    expect(await crowd.settled()).toEqual(crowd.expected());
  });
});
