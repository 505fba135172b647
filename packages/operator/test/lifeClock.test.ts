import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

const HOUR = 3_600_000;

describe('the clock of a session', () => {
  let ns: TestNamespace;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  /** How long the run may take, in milliseconds. */
  const lengthOf = (name: string) => {
    const { startTime = '', stopsAt } = ns.status(name);
    return stopsAt && Date.parse(stopsAt.time) - Date.parse(startTime);
  };
  const untilLength = (name: string, length: number) =>
    ns.until(() => lengthOf(name) === length);

  it('is the template’s where the session says nothing', async () => {
    const timeout = { default: '3h', max: '12h' };
    await ns.session('usual', { template: await ns.template({ timeout }) });
    await ns.untilPhase('usual', 'Running');
    expect(lengthOf('usual')).toBe(3 * HOUR);
    expect(ns.condition('usual', 'Ready')?.message).toMatch(
      /^Stops at \d\d:\d\d UTC: the 3 h limit of this template\.$/,
    );
  });

  it('is extended while it runs, as far as the template allows, with one write each time', async () => {
    const template = await ns.template({ timeout: { max: '12h' } });
    await ns.session('longer', { template, timeout: '8h' });
    await ns.untilPhase('longer', 'Running');
    const pod = ns.get('pod', 'longer')?.metadata?.uid;
    await run.untilReconciled(`${ns.name}/longer`);
    run.writes.length = 0;

    await ns.patchSession('longer', { timeout: '10h' });
    await untilLength('longer', 10 * HOUR);
    await ns.patchSession('longer', { timeout: '48h' });
    await untilLength('longer', 12 * HOUR);

    expect(ns.condition('longer', 'Valid')).toMatchObject({
      status: 'False',
      reason: 'TimeoutTooLong',
    });
    await run.untilWrites(2);
    expect(run.writes).toEqual([
      'patch vdisessions/status',
      'patch vdisessions/status',
    ]);
    expect(ns.get('pod', 'longer')?.metadata?.uid).toBe(pod);
  });

  it('warns before it stops what its template all at once allows no longer', async () => {
    const template = await ns.template();
    await ns.session('shorter', { template });
    const { startTime } = await ns.untilPhase('shorter', 'Running');
    await ns.patchTemplate(template, { timeout: { max: '1s' } });
    await ns.untilPhase('shorter', 'Running', 'ExpiringSoon');
    const { stopTime } = await ns.untilPhase('shorter', 'Stopped', 'TimeLimit');
    expect(Date.parse(stopTime!)).toBeGreaterThanOrEqual(
      Date.parse(startTime!) + 1_000,
    );
    expect(ns.get('home', 'shorter-home')).toBeDefined();
  });
});
