import { LEASE } from '@backstage-vdi/kube';
import { describeReadiness } from '../src/http/describeReadiness';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

describe('two operators', () => {
  let ns: TestNamespace;
  let template: string;
  const running: RunningOperator[] = [];

  const start = async (name: string) => {
    const run = await runOperator(ns.connection, {
      namespace: ns.name,
      leaseNamespace: ns.name,
      leaseName: name,
      leaderElection: true,
    });
    running.push(run);
    return run;
  };
  const holder = async (name: string) => {
    const ref = { namespace: ns.name, name };
    const { spec } = await ns.transport.get<Any>(LEASE, ref);
    return spec.holderIdentity;
  };
  const made = ({ writes }: RunningOperator) =>
    writes.filter(write => write.startsWith('create ')).sort();

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
  });
  afterEach(async () => {
    for (const run of running.splice(0)) await run.stop();
  });
  afterAll(() => ns.remove());

  it('share the work so that one does it, and the other takes over when that stops', async () => {
    const first = await start('share');
    await ns.session('before', { template });
    await ns.untilPhase('before', 'Running');
    const leader = await holder('share');
    expect(describeReadiness(first.operator.health())).toEqual({
      ok: true,
      words: 'ok, working',
    });

    const second = await start('share');
    await ns.session('beside', { template });
    await ns.untilPhase('beside', 'Running');
    expect(second.writes).toEqual([]);
    expect(second.operator.health()).toMatchObject({
      synced: true,
      isLeader: false,
    });

    running.shift();
    await first.stop();
    await ns.session('after', { template });
    await ns.untilPhase('after', 'Running');
    expect(second.operator.health().isLeader).toBe(true);
    expect(await holder('share')).not.toBe(leader);
    // Nothing for the two that ran already.
    expect(made(second)).toEqual([
      'create ingressroutes',
      'create persistentvolumeclaims',
      'create pods',
      'create services',
    ]);
  });

  it('give the lease back when they stop', async () => {
    const run = await start('back');
    await ns.session('mine', { template });
    await ns.untilPhase('mine', 'Running');
    expect(await holder('back')).toBeTruthy();
    running.pop();
    await run.stop();
    expect(await holder('back')).toBeFalsy();
  });
});
