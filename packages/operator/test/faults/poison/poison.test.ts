import { planSession } from '../../../src/session/plan';
import { Invariants } from '../../invariants/Invariants';
import { runOperator, type RunningOperator } from '../../runOperator';
import { TestNamespace } from '../../TestNamespace';

/** No object is known that breaks the plan, so one is named. */
const POISON = 'poison';
const BUG = 'a size of undefined';

jest.mock('../../../src/session/plan', () => ({
  planSession: jest.fn(),
}));
const { planSession: realPlan } = jest.requireActual<{
  planSession: typeof planSession;
}>('../../../src/session/plan');
const plan = jest.mocked(planSession);

describe('a session that the operator has a bug with', () => {
  let ns: TestNamespace;
  let template: string;
  let invariants: Invariants;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    invariants = await Invariants.watch(ns.transport, ns.name);
    plan.mockImplementation(realPlan);
    run = await runOperator(
      ns.connection,
      { namespace: ns.name, concurrency: 2 },
      { logger: invariants.log.logger },
    );
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const make = (name: string) =>
    ns.session(name, { template, resources: { memory: '1Mi' } });

  /** When each attempt at it was, in milliseconds. */
  const attempts: number[] = [];
  let onAttempt: () => unknown = () => {};

  const breakIt = () =>
    plan.mockImplementation((view, ...rest) => {
      if (view.session.metadata.name !== POISON) return realPlan(view, ...rest);
      attempts.push(performance.now());
      onAttempt();
      throw new TypeError(BUG);
    });

  const untilAttempts = (count: number) =>
    new Promise<void>(resolve => {
      onAttempt = () => attempts.length >= count && resolve();
      onAttempt();
    });

  it('says so, and keeps nobody else waiting', async () => {
    breakIt();
    await make(POISON);
    const names = Array.from({ length: 10 }, (_, i) => `healthy-${i}`);
    await Promise.all(names.map(make));
    await Promise.all(names.map(name => ns.untilPhase(name, 'Running')));
    await ns.until(() => ns.condition(POISON, 'Valid')?.status === 'False');
    expect(ns.condition(POISON, 'Valid')).toMatchObject({
      reason: 'InternalError',
      message: expect.stringContaining(BUG),
    });
    expect(ns.status(POISON).phase).toBe('Pending');
  });

  it('is tried less and less often, and told once', async () => {
    const { resourceVersion } = ns.get('session', POISON)?.metadata ?? {};
    await untilAttempts(9);
    // Doubled from 5 ms on with each.
    expect(attempts[8] - attempts[7]).toBeGreaterThan(500);
    expect(ns.get('session', POISON)?.metadata).toMatchObject({
      resourceVersion,
    });
    expect(invariants.log.violations.join()).toContain(`${ns.name}/${POISON}`);
  });

  it('keeps a desktop that runs, and heals when the bug is gone', async () => {
    plan.mockImplementation(realPlan);
    await ns.patchSession(POISON, { timeout: '7h' });
    const { url } = await ns.untilPhase(POISON, 'Running');
    expect(ns.condition(POISON, 'Valid')?.status).not.toBe('False');
    breakIt();
    await ns.patchSession(POISON, { timeout: '6h' });
    await ns.until(() => ns.condition(POISON, 'Valid')?.status === 'False');
    expect(ns.status(POISON)).toMatchObject({ phase: 'Running', url });
    plan.mockImplementation(realPlan);
    await ns.patchSession(POISON, { timeout: '5h' });
    await ns.until(() => ns.condition(POISON, 'Valid')?.status !== 'False');
  });

  it('does no harm to anything', async () => {
    // The bug was logged, as it had to be; it is the only one.
    const other = invariants.log.violations.filter(it => !it.includes(BUG));
    invariants.log.violations.length = 0;
    expect(other).toEqual([]);
    await invariants.verify();
  });
});
