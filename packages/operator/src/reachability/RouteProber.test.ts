import { Store } from '@backstage-vdi/kube';
import { ManualClock } from '@backstage-vdi/kube/testing';
import { untilAborted } from '../leadership/untilAborted';
import type { ChildRecord } from '../session/records';
import { Caches, ownedBy } from '../testing/Caches';
import {
  aReadyPod,
  aRoute,
  aSession,
  aTemplate,
  at,
  settings,
  T0,
} from '../testing/objects';
import { RouteProber } from './RouteProber';
import { LASTS_MS } from './routeKnowledge';
import type { RouteAnswer } from './routeReach';

const OK: RouteAnswer = { kind: 'status', status: 200 };
const UNKNOWN: RouteAnswer = { kind: 'status', status: 404 };
const AWAY: RouteAnswer = { kind: 'unreachable', problem: 'ECONNREFUSED' };

/** A RouteProber, and a Traefik that answers what a test says. */
class Rig extends Caches {
  readonly routes = new Store<ChildRecord>();
  readonly clock = new ManualClock();
  readonly told: string[] = [];
  readonly lags: number[] = [];
  /** When each question was asked, in milliseconds, and for which page. */
  readonly asked: Array<[at: number, page: string]> = [];
  atOnce = 0;
  mostAtOnce = 0;
  answer: () => RouteAnswer | Promise<RouteAnswer> = () => OK;
  readonly prober: RouteProber;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor() {
    super();
    const { sessions, templates, pods, routes, clock } = this;
    this.prober = new RouteProber({
      sessions,
      templates,
      pods,
      routes,
      settings,
      clock,
      now: () => T0 + clock.now(),
      logger: { debug() {}, info() {}, warn() {}, error: fail },
      onAnswered: lag => this.lags.push(lag),
      reach: {
        address: 'https://traefik',
        ask: async ({ host, path }, { signal }) => {
          this.asked.push([clock.now(), `${host.split('-')[0]}${path}`]);
          this.atOnce += 1;
          this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
          const answer = await Promise.race([this.answer(), end(signal)]);
          this.atOnce -= 1;
          return answer;
        },
      },
    });
    this.prober.onChange(keys => this.told.push(...keys));
  }

  start(): Promise<void> {
    this.#running = this.prober.run(this.#abort.signal);
    return this.settle();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  session(name: string, status: object = {}): void {
    this.put(
      this.sessions,
      aSession({
        metadata: { name, uid: `uid-${name}` },
        spec: { user: `${name}@example.com`, userRef: undefined },
        status: { host: `${name}-x.vdi.localhost`, ...status },
      }),
    );
  }

  /** A desktop that is ready and has its route. */
  desktop(name: string, { run = `run-${name}`, status = {} } = {}): void {
    this.session(name, status);
    const meta = { name, ownerReferences: [ownedBy(name)] };
    this.put(this.routes, aRoute(meta));
    this.put(this.pods, aReadyPod(at(0), { ...meta, uid: run }));
  }

  of(name: string, run = `run-${name}`) {
    return this.prober.of(`team/${name}`, run);
  }

  async settle(): Promise<void> {
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  }

  async pass(ms: number, step = 50): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.advance(Math.min(step, ms - passed));
      await this.settle();
    }
  }
}

/** Resolves when the signal aborts: nobody waits for an answer then. */
async function end(signal: AbortSignal | undefined): Promise<RouteAnswer> {
  if (signal) await untilAborted(signal);
  return { kind: 'silence' };
}

function fail(message: string): never {
  throw new Error(message);
}

describe('a RouteProber', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = new Rig();
    await rig.start();
  });
  afterEach(() => rig.stop());

  it('asks for a desktop as soon as it is ready, and no more when it answered', async () => {
    await rig.pass(700);
    rig.desktop('alice');
    await rig.settle();
    expect(rig.asked).toEqual([[700, 'alice/healthz']]);
    expect(rig.of('alice')).toEqual({ answeredAt: T0 + 700 });
    expect(rig.told).toEqual(['team/alice']);
    expect(rig.lags).toEqual([0]);

    await rig.pass(60_000, 1_000);
    rig.session('alice');
    await rig.settle();
    expect(rig.asked).toHaveLength(1);
    expect(rig.told).toHaveLength(1);
  });

  it('asks often at first, then less, and tells how long it took', async () => {
    rig.answer = () => UNKNOWN;
    rig.desktop('alice');
    await rig.settle();
    await rig.pass(250);
    expect(rig.asked.map(([ms]) => ms)).toEqual([0, 50, 100, 150, 200, 250]);
    await rig.pass(60_000, 50);
    const before = rig.asked.length;
    await rig.pass(10_000, 50);
    expect(rig.asked.length - before).toBeLessThanOrEqual(10);

    rig.answer = () => OK;
    await rig.pass(2_000, 50);
    const { answeredAt = 0 } = rig.of('alice');
    expect(answeredAt).toBeGreaterThan(T0 + 70_250);
    expect(rig.lags).toEqual([answeredAt - T0]);
  });

  it('tells what is in the way when it lasts', async () => {
    rig.answer = () => AWAY;
    rig.desktop('alice');
    await rig.pass(LASTS_MS - 1_000);
    expect(rig.told).toEqual([]);
    await rig.pass(2_500);
    expect(rig.told).toEqual(['team/alice']);
    expect(rig.of('alice').trouble?.reason).toBe('TraefikUnreachable');
    await rig.pass(120_000, 500);
    expect(rig.told).toHaveLength(1);
  });

  it('waits for the route and for the pod', async () => {
    rig.desktop('alice');
    rig.remove(rig.routes, 'team/alice');
    rig.remove(rig.pods, 'team/alice');
    await rig.settle();
    // What was asked for meanwhile was another run.
    rig.asked.length = 0;
    await rig.pass(5_000);
    expect(rig.asked).toEqual([]);
    expect(rig.of('alice')).toEqual({});
    rig.desktop('alice', { run: 'run-2' });
    await rig.settle();
    expect(rig.asked).toHaveLength(1);
    expect(rig.of('alice', 'run-2').answeredAt).toBeDefined();
    expect(rig.of('alice', 'run-1')).toEqual({});
  });

  it('asks for nobody who is known to run, whoever saw it', async () => {
    const ready = {
      type: 'Ready',
      status: 'True' as const,
      reason: 'Running',
      message: '',
      lastTransitionTime: at(0),
    };
    const status = { podUID: 'run-alice', conditions: [ready] };
    rig.desktop('alice', { status });
    await rig.pass(5_000);
    expect(rig.asked).toEqual([]);
    // A restart is another run.
    rig.desktop('alice', { run: 'run-2', status });
    await rig.settle();
    expect(rig.asked).toHaveLength(1);
  });

  it('takes no answer that was for an earlier run', async () => {
    let reply: (answer: RouteAnswer) => void = () => {};
    rig.answer = () => new Promise(resolve => (reply = resolve));
    rig.desktop('alice');
    await rig.settle();
    rig.desktop('alice', { run: 'run-2' });
    reply(OK);
    await rig.settle();
    expect(rig.told).toEqual([]);
    expect(rig.of('alice', 'run-2')).toEqual({});
  });

  it('takes up another path while it asks', async () => {
    rig.answer = () => UNKNOWN;
    rig.desktop('alice');
    await rig.pass(100);
    rig.put(
      rig.templates,
      aTemplate({ runtime: { type: 'novnc', healthPath: '/other' } }),
    );
    await rig.pass(100);
    expect(rig.asked.at(-1)?.[1]).toBe('alice/other');
  });

  it('asks for so many at once and no more', async () => {
    rig.answer = () => new Promise(() => {});
    for (let i = 0; i < 100; i++) rig.desktop(`user${i}`);
    await rig.settle();
    expect(rig.mostAtOnce).toBe(32);
  });
});
