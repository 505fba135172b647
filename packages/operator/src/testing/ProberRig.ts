import { ManualClock } from '@backstage-vdi/kube/testing';
import { ActivityProber } from '../activity/ActivityProber';
import type { Reach } from '../activity/reach';
import { Caches, ownedBy } from './Caches';
import { aReadyPod, aSession, at, T0 } from './objects';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** What novnc says of who is connected. */
export const novnc = (connections: number, idleSeconds = 0) =>
  JSON.stringify({ connections, idleSeconds });

/** What is thrown of a desktop that nobody reaches. */
export const fail = (): string => {
  throw new Error('connect ECONNREFUSED');
};

/** An ActivityProber with desktops that answer what a test says. */
export class ProberRig extends Caches {
  readonly clock = new ManualClock();
  readonly told: string[] = [];
  readonly logged: string[] = [];
  readonly prober: ActivityProber;
  /** When each probe began, in seconds of the test's time, and of whom. */
  readonly probes: Array<[second: number, pod: string]> = [];
  /** What desktops answer, where a test does not say it of each. */
  reply: () => string = fail;
  atOnce = 0;
  mostAtOnce = 0;
  /** How far the date is from where it should be, in milliseconds. */
  skew = 0;
  readonly #abort = new AbortController();
  /** Desktops whose answer only comes with time. */
  readonly #hangs: (pod: string) => boolean;
  readonly #pending = new Set<Promise<unknown>>();
  #running: Promise<void> = Promise.resolve();

  constructor({
    answer = async () => this.reply(),
    random = () => 0.5,
    hangs = () => false,
  }: {
    answer?: Reach['get'];
    random?: () => number;
    hangs?: (pod: string) => boolean;
  } = {}) {
    super();
    this.#hangs = hangs;
    this.prober = new ActivityProber({
      sessions: this.sessions,
      templates: this.templates,
      pods: this.pods,
      reach: {
        get: (...args) => this.#count(args[0].pod.name, answer(...args)),
      },
      logger: {
        debug() {},
        info: it => this.logged.push(it),
        warn() {},
        error: it => this.logged.push(it),
      },
      clock: this.clock,
      now: () => T0 + this.clock.now() + this.skew,
      random,
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

  /** A session whose desktop runs. */
  desktop(
    name: string,
    { idleTimeout = '1h', run = `run-${name}`, status = {} } = {},
  ): void {
    const uid = `uid-${name}`;
    const session = aSession({
      metadata: { name, uid },
      spec: { idleTimeout },
      status,
    });
    const pod = aReadyPod(at(0), {
      name,
      uid: run,
      ownerReferences: [ownedBy(name)],
    });
    this.put(this.sessions, session);
    this.put(this.pods, { ...pod, podIP: '10.1.2.3' });
  }

  /** What novnc says when the last browser left at this second. */
  leftAt(second: number): () => string {
    return () => novnc(0, this.clock.now() / SECOND - second);
  }

  of(name: string) {
    return this.prober.of(`uid-${name}`);
  }

  /** Resolves when nothing more happens at this moment. */
  async settle(): Promise<void> {
    do {
      await Promise.allSettled(this.#pending);
      await new Promise(setImmediate);
    } while (this.#pending.size > 0);
  }

  async pass(ms: number, step = SECOND): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.advance(step);
      await this.settle();
    }
  }

  #count(pod: string, answer: Promise<string>): Promise<string> {
    this.probes.push([this.clock.now() / SECOND, pod]);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const counted = answer.finally(() => {
      this.atOnce -= 1;
      this.#pending.delete(counted);
    });
    if (!this.#hangs(pod)) this.#pending.add(counted);
    return counted;
  }
}
