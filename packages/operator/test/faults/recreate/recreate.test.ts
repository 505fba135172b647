import { FaultProxy, type ProxiedRequest } from '@backstage-vdi/kube/testing';
import { childName, homeName } from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, CHILDREN } from '../../../src/resources';
import { finalObjects } from '../../invariants/finalObjects';
import { Invariants } from '../../invariants/Invariants';
import { runOperator, type RunningOperator } from '../../runOperator';
import { testCluster } from '../../testCluster';
import { TestNamespace } from '../../TestNamespace';
import { converges } from '../converges';
import { untilBound } from '../untilBound';

const HOLD = 'example.com/hold';

/** All of a session goes with it. */
const OWNED = {
  persistence: { retain: false },
  resources: { memory: '1Mi' },
};

describe('a session that is deleted and made again with the same name', () => {
  let ns: TestNamespace;
  let template: string;
  let invariants: Invariants;
  let proxy: FaultProxy;
  let run: RunningOperator;
  let expected: object;

  const start = () =>
    runOperator(
      proxy.connection,
      { namespace: ns.name, progressAfter: 600_000 },
      { logger: invariants.log.logger },
    );

  const make = (name: string) => ns.session(name, { template, ...OWNED });

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    invariants = await Invariants.watch(ns.transport, ns.name);
    proxy = await FaultProxy.start(ns.connection);
    run = await start();
    await make('calm');
    await ns.untilPhase('calm', 'Running');
    await untilBound(ns, 'calm');
    expected = finalObjects(ns, 'calm');
  });
  afterAll(async () => {
    await run.stop();
    await proxy.close();
    await invariants.verify();
    await ns.remove();
  });

  const finalizers = (kind: ChildKind, name: string, list: string[]) =>
    ns.transport.patch(
      CHILDREN[kind],
      { namespace: ns.name, name },
      { type: 'merge', body: { metadata: { finalizers: list } } },
    );

  it.each(['home', 'service', 'route', 'pod'] as const)(
    'waits for a %s of the earlier one that somebody holds, and then runs',
    async kind => {
      const name = `held-${kind}`;
      const child = kind === 'home' ? homeName(name) : childName(name);
      await make(name);
      await ns.untilPhase(name, 'Running');
      const { uid, finalizers: own = [] } = ns.get(kind, child)?.metadata ?? {};
      await finalizers(kind, child, [...own, HOLD]);
      await ns.deleteSession(name);
      await ns.until(() => ns.get(kind, child)?.metadata?.deletionTimestamp);

      await make(name);
      await run.untilReconciled(`${ns.name}/${name}`);
      expect(ns.get(kind, child)?.metadata?.uid).toBe(uid);
      // A claim is held by Kubernetes too, until the earlier pod is gone.
      await ns.until(
        () => ns.get(kind, child)?.metadata?.finalizers?.join() === HOLD,
      );
      await finalizers(kind, child, []);
      await converges(ns, name, expected);
      expect(ns.get(kind, child)?.metadata?.uid).not.toBe(uid);
    },
  );

  it('touches nothing of the earlier one while nobody collects garbage', async () => {
    const name = 'uncollected';
    await make(name);
    await ns.untilPhase(name, 'Running');
    const pod = ns.get('pod', name)?.metadata;
    const cluster = await testCluster();
    await cluster.pause('kube-controller-manager');
    try {
      await ns.deleteSession(name);
      const { metadata } = await make(name);
      await run.untilReconciled(`${ns.name}/${name}`);
      await ns.until(
        () => ns.get('session', name)?.metadata?.uid === metadata?.uid,
      );
      expect(ns.get('pod', name)?.metadata).toEqual(pod);
    } finally {
      await cluster.resume('kube-controller-manager');
    }
    await converges(ns, name, expected);
    expect(ns.get('pod', name)?.metadata?.uid).not.toBe(pod?.uid);
  });

  it('is no error when it is deleted before the first write arrives', async () => {
    const name = 'brief';
    const isFirst = ({ method, path: to }: ProxiedRequest) =>
      method === 'PATCH' && to.endsWith(`/${name}`);
    proxy.add({ match: isFirst, times: 1, do: { delayMs: 500 } });
    const arrived = proxy.next(isFirst);
    await make(name);
    await arrived;
    await ns.deleteSession(name);
    // Ends what is in work: the answer is here then.
    await run.stop();
    run = await start();
    expect(invariants.log.troubles).toEqual([]);
  });
});
