import { ANNOTATION_RESTARTED_AT } from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../src/resources';
import { container, sayOfPod, SCHEDULED } from './kubelet';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

describe('a session that is started anew', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      progressAfter: 60_000,
    });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const uidOf = (kind: 'pod' | 'home', name: string) =>
    ns.get(kind, name)?.metadata?.uid;
  const annotate = (name: string, annotations: Record<string, string>) =>
    ns.transport.patch(
      VDISESSION,
      { namespace: ns.name, name },
      { type: 'merge', body: { metadata: { annotations } } },
    );
  /** A time of the API server's at which the present pod counts as old: times of making are cut to seconds. */
  const soonAfter = (name: string) => {
    const made = Date.parse(ns.get('pod', name)?.metadata?.creationTimestamp!);
    return new Date(made + 1_000).toISOString();
  };
  const untilRestarted = (name: string, reason: string) =>
    ns.until(() => {
      const { phase, lastRestart } = ns.status(name);
      return (
        phase === 'Running' &&
        lastRestart?.reason === reason &&
        ns.condition(name, 'Ready')?.status === 'True'
      );
    });

  it('takes three writes when its owner asks for it, and keeps the home', async () => {
    await ns.session('restart', { template });
    const { startTime } = await ns.untilPhase('restart', 'Running');
    await run.untilWrites(6);
    const [pod, home] = [
      uidOf('pod', 'restart'),
      uidOf('home', 'restart-home'),
    ];
    run.writes.length = 0;

    const asked = soonAfter('restart');
    await annotate('restart', { [ANNOTATION_RESTARTED_AT]: asked });
    await untilRestarted('restart', 'ByUser');
    await run.untilWrites(3);

    expect(uidOf('pod', 'restart')).not.toBe(pod);
    expect(uidOf('home', 'restart-home')).toBe(home);
    expect(run.writes).toEqual([
      'delete pods',
      'create pods',
      'patch vdisessions/status',
    ]);
    const status = ns.status('restart');
    expect(status.podUID).toBe(uidOf('pod', 'restart'));
    expect(Date.parse(status.startTime!)).toBeGreaterThanOrEqual(
      Date.parse(startTime!),
    );
    expect(status.timings?.requested).toBe(asked.replace('.000Z', 'Z'));
  });

  it('is not started by that while it is turned off, nor a second time when it is turned on', async () => {
    await ns.session('off', { template });
    await ns.untilPhase('off', 'Running');
    await ns.patchSession('off', { running: false });
    await ns.untilPhase('off', 'Stopped', 'ByUser');
    const now = new Date().toISOString();
    await annotate('off', { [ANNOTATION_RESTARTED_AT]: now });
    await run.untilReconciled(`${ns.name}/off`);
    expect(ns.get('pod', 'off')).toBeUndefined();
    expect(ns.status('off').phase).toBe('Stopped');

    await ns.patchSession('off', { running: true });
    const status = await ns.untilPhase('off', 'Running');
    expect(status).not.toHaveProperty('lastRestart');
  });

  it('says so when somebody deleted its pod', async () => {
    await ns.session('deleted', { template });
    await ns.untilPhase('deleted', 'Running');
    const replaced = ns.untilReplaced('pod', 'deleted');
    await ns.delete('pod', 'deleted');
    await replaced;
    await untilRestarted('deleted', 'PodDeleted');
    expect(ns.condition('deleted', 'PodReady')?.message).toMatch(
      /It was started anew at .*: its pod was deleted\.$/,
    );
  });

  it('is told of while it happens when its node gave it up, and keeps the home', async () => {
    await ns.session('evicted', { template });
    await ns.untilPhase('evicted', 'Running');
    const home = uidOf('home', 'evicted-home');
    const told = ns.untilPhase('evicted', 'Running', 'NodeLost');
    const replaced = ns.untilReplaced('pod', 'evicted');
    await sayOfPod(ns, 'evicted', {
      phase: 'Failed',
      reason: 'Evicted',
      message: 'The node was low on resource: memory.',
      conditions: [{ type: 'Ready', status: 'False', reason: 'PodFailed' }],
    });
    expect((await told).conditions?.[0].message).toBe(
      'Its node had no room left; it is being started again. Your home is safe.',
    );
    await replaced;
    await untilRestarted('evicted', 'Evicted');
    expect(uidOf('home', 'evicted-home')).toBe(home);
  });

  it('is told that its node stopped answering, and that it answers again', async () => {
    const unscheduled = await ns.template({ schedulerName: 'nobody' });
    await ns.session('silent', { template: unscheduled });
    await ns.until(() => ns.get('pod', 'silent'));
    const ready = (status: string, reason?: string) =>
      sayOfPod(ns, 'silent', {
        phase: 'Running',
        conditions: [SCHEDULED, { type: 'Ready', status, reason }],
        containerStatuses: container({ running: {} }, true),
      });
    await ready('True');
    await ns.untilPhase('silent', 'Running', 'Running');
    const pod = uidOf('pod', 'silent');
    await ready('False', 'NodeNotReady');
    await ns.untilPhase('silent', 'Running', 'NodeLost');
    expect(ns.status('silent')).not.toHaveProperty('url');
    await ready('True');
    await ns.untilPhase('silent', 'Running', 'Running');
    expect(uidOf('pod', 'silent')).toBe(pod);
  });
});
