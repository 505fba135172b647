import type { Reach } from '../src/activity/reach';
import { createReach } from '../src/activity/createReach';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

/** A way to desktops that tells a test of each question. */
class CountedReach implements Reach {
  asked = 0;
  readonly #reach: Reach;
  #onAsked = () => {};

  constructor(get: Reach['get']) {
    this.#reach = { get };
  }

  get: Reach['get'] = (...question) =>
    this.#reach.get(...question).finally(() => {
      this.asked += 1;
      this.#onAsked();
    });

  /** Resolves when so many more questions were answered, or not. */
  more(count: number): Promise<void> {
    const enough = this.asked + count;
    return new Promise(resolve => {
      this.#onAsked = () => this.asked >= enough && resolve();
    });
  }
}

describe('a desktop that stops when nobody is connected', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
  });
  afterAll(() => ns.remove());
  afterEach(async () => {
    // The next operator would look after it too.
    const session = ns.names('session');
    for (const name of session) await ns.delete('session', name);
    await ns.untilGone({ session });
    await run.stop();
  });

  const start = async (reach: Reach) => {
    run = await runOperator(
      ns.connection,
      { namespace: ns.name, progressAfter: 60_000, probeEvery: 1_000 },
      { reach },
    );
  };
  const desktop = (name: string) =>
    ns.session(name, { template, idleTimeout: '2s' });

  it('runs on where it is not known whether somebody is', async () => {
    // A simulated pod answers nobody: that is what a desktop behind a network policy looks like.
    const reach = new CountedReach(createReach(ns.connection).get);
    await start(reach);
    const asked = reach.more(3);
    await desktop('unknown');
    await ns.untilPhase('unknown', 'Running');
    await asked;

    const { phase, stopsAt, activity } = ns.status('unknown');
    expect(phase).toBe('Running');
    expect(stopsAt?.reason).toBe('TimeLimit');
    expect(activity?.lastProbe).toBeUndefined();
    expect(ns.get('session', 'unknown')?.spec.running).toBe(true);
  });

  it('runs on while somebody is, and nothing is written for it', async () => {
    const reach = new CountedReach(async () => '{"connections": 1}');
    await start(reach);
    const first = reach.more(1);
    await desktop('used');
    await ns.untilPhase('used', 'Running');
    await first;
    await run.untilWrites(6);
    run.writes.length = 0;
    await reach.more(4);
    expect(run.writes).toEqual([]);
    expect(ns.status('used').phase).toBe('Running');
  });

  it('stops when nobody has been for that long, and keeps its home', async () => {
    await start(new CountedReach(async () => '{"connections": 0}'));
    await desktop('left');
    const { stopReason } = await ns.untilPhase('left', 'Stopped');
    expect(stopReason).toBe('Idle');
    expect(ns.get('session', 'left')?.spec.running).toBe(false);
    expect(ns.get('home', 'left-home')).toBeDefined();
  });
});
