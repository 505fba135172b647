import { isDeepStrictEqual } from 'node:util';
import {
  type Clock,
  Controller,
  type Logger,
  type ReconcileResult,
  systemClock,
} from '@backstage-vdi/kube';
import { childName } from '@backstage-vdi/plugin-vdi-common';
import { untilAborted } from '../leadership/untilAborted';
import { onRunChange, type RunStores } from '../session/onRunChange';
import type { Activity } from '../session/view';
import type { ActivityFacts } from '../runtimes/definition';
import {
  type Knowledge,
  learn,
  meansTheSame,
  nothingKnown,
  TOLERANCE_MS,
} from './knowledge';
import { type ProbeTarget, probeTarget } from './probeTarget';
import { probeWait } from './probeWait';
import type { Reach } from './reach';
import { readSample, type Sample } from './readSample';

/** Options of an {@link ActivityProber}. */
export interface ActivityProberOptions extends RunStores {
  reach: Reach;
  /** How often a desktop is asked at most, in milliseconds. Default 30 000. */
  probeEvery?: number;
  logger: Logger;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  clock?: Clock;
  /** A number in [0, 1). Default `Math.random`. */
  random?: () => number;
}

/** One run of a desktop, and what is known of it. */
interface Watched {
  key: string;
  target: ProbeTarget;
  knowledge: Knowledge;
  /** Until when it holds without another probe, in milliseconds since 1970. */
  holdsUntil: number;
}

/** How many desktops are asked at once: those that do not answer keep the others waiting for 2 s at most each. */
const CONCURRENCY = 32;

/** Desktops are asked on the second: to wake up for each alone would cost three times as much as to ask it. */
const TICK_MS = 1_000;

/** How many first looks a prober that starts takes at once: ten thousand desktops are seen within a minute. */
const FIRST_LOOKS_PER_TICK = 200;

/** A probe that is later than this was missed: the machine slept, its clock was set, or there is too much to do. Milliseconds. */
const LATENESS_MS = 60_000;

/** So many failures in a row are told in the log, once for each run. */
const TOLD_FAILURES = 5;

/**
 * Looks whether somebody is connected to desktops that stop when nobody is. What it learns is kept in memory only and lost with it: where
 * the desktop itself does not know for how long nobody has been there, a new prober counts from its own first look on.
 */
export class ActivityProber {
  readonly #options: Required<ActivityProberOptions>;
  readonly #controller: Controller;
  readonly #byKey = new Map<string, Watched>();
  readonly #byUid = new Map<string, Watched>();
  readonly #listeners = new Set<(keys: string[]) => void>();
  #signal: AbortSignal | undefined;

  constructor(options: ActivityProberOptions) {
    this.#options = {
      probeEvery: 30_000,
      now: Date.now,
      clock: systemClock,
      random: Math.random,
      ...options,
    };
    const { logger, clock } = this.#options;
    this.#controller = new Controller({
      name: 'activity',
      workers: CONCURRENCY,
      reconcile: key => this.#probe(key),
      logger,
      clock,
    });
  }

  /** Looks until the signal aborts; then resolves when nothing runs any more. Never rejects. To be called once. */
  async run(signal: AbortSignal): Promise<void> {
    const { sessions } = this.#options;
    this.#signal = signal;
    const look = (keys: readonly string[]) =>
      keys.forEach(key => this.#look(key));
    const stop = onRunChange(this.#options, look);
    for (const key of sessions.keys()) {
      const tick = Math.floor(this.#byKey.size / FIRST_LOOKS_PER_TICK);
      this.#look(key, tick * TICK_MS);
    }
    this.#controller.start();
    await untilAborted(signal);
    stop();
    await this.#controller.stop({ graceMs: 0 });
  }

  /**
   * What is known of people at a session's desktop. `undefined`: it need not be known.
   *
   * @param uid - of the session
   */
  of(uid: string): Activity | undefined {
    const watched = this.#byUid.get(uid);
    if (!watched) return undefined;
    const { lastProbe, lastActivity, idleSince } = this.#knownOf(watched);
    const { source } = watched.target;
    return { source, lastProbe, lastActivity, idleSince };
  }

  /** Calls `listener` with the keys (`namespace/name`) of sessions of which something new is known; returns how to stop that. */
  onChange(listener: (keys: string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up a session whose desktop began to run, and forgets one whose desktop runs no more. */
  #look(key: string, afterMs = 0): void {
    const target = this.#targetOf(key);
    const watched = this.#byKey.get(key);
    if (target && watched && isSameRun(target, watched.target)) {
      const { idleTimeout, endsAt } = watched.target;
      watched.target = target;
      const same =
        target.idleTimeout === idleTimeout && target.endsAt === endsAt;
      // The end that its owner was told may come before the next look that was planned. The earlier of both is taken.
      if (!same && target.runtime.activity) {
        this.#controller.add(key, { afterMs: this.#waitOf(watched) });
      }
      return;
    }
    if (watched) this.#forget(watched);
    if (target) this.#watch(key, target, afterMs);
  }

  #watch(key: string, target: ProbeTarget, afterMs: number): void {
    const { status } = this.#options.sessions.get(key) ?? {};
    const seen = Date.parse(status?.activity?.lastActivity ?? '');
    const knowledge = nothingKnown(seen || undefined);
    const watched = { key, target, knowledge, holdsUntil: 0 };
    this.#byKey.set(key, watched);
    this.#byUid.set(target.uid, watched);
    if (target.runtime.activity) this.#controller.add(key, { afterMs });
  }

  #forget({ key, target }: Watched): void {
    this.#byKey.delete(key);
    this.#byUid.delete(target.uid);
  }

  #targetOf(key: string): ProbeTarget | undefined {
    const { sessions, templates, pods, now } = this.#options;
    const session = sessions.get(key);
    if (!session) return undefined;
    const { name, namespace } = session.metadata;
    const pod = pods.get(`${namespace}/${childName(name)}`);
    const template = templates.get(session.spec.template);
    return probeTarget(session, template, pod, now());
  }

  async #probe(key: string): Promise<ReconcileResult | undefined> {
    const { now } = this.#options;
    const watched = this.#byKey.get(key);
    const facts = watched?.target.runtime.activity;
    if (!watched || !facts) return undefined;
    const sample = await this.#ask(watched, facts);
    // Meanwhile the desktop may have stopped, and another run may have begun.
    if (this.#byKey.get(key) !== watched) return undefined;

    const { startedAt } = watched.target;
    const { format } = facts;
    const before = this.#knownOf(watched);
    const at = now();
    watched.knowledge = learn(before, sample, { format, startedAt, now: at });
    const isFirst = before.lastProbe === undefined && before.failures === 0;
    const requeueAfterMs = this.#waitOf(watched, isFirst);
    watched.holdsUntil = at + requeueAfterMs + LATENESS_MS;
    if (!meansTheSame(before, watched.knowledge)) {
      for (const listener of this.#listeners) listener([key]);
    }
    return { requeueAfterMs };
  }

  /** How long a desktop is left alone, in milliseconds. */
  #waitOf({ target, knowledge }: Watched, isFirst = false): number {
    const { probeEvery, now, random, clock } = this.#options;
    const { idleTimeout, endsAt } = target;
    const wait = probeWait(knowledge, {
      probeEvery,
      idleTimeout,
      endsAt,
      isFirst,
      now: now(),
      random: random(),
    });
    const begin = clock.now();
    return Math.ceil((begin + wait) / TICK_MS) * TICK_MS - begin;
  }

  /** A desktop's answer; `undefined` where there is none that can be understood. */
  async #ask(
    { key, target, knowledge }: Watched,
    facts: ActivityFacts,
  ): Promise<Sample | undefined> {
    const { reach, clock, logger } = this.#options;
    const signal = this.#signal;
    let problem = 'its answer cannot be understood';
    try {
      const body = await reach.get(target, facts.path, { clock, signal });
      const sample = readSample(body, facts);
      if (sample) return sample;
    } catch (error) {
      problem = describe(error);
    }
    if (knowledge.failures + 1 === TOLD_FAILURES && !signal?.aborted) {
      logger.info(
        `Whether somebody is connected to a desktop is not known, so it does not stop when nobody is: ${problem}`,
        { session: key },
      );
    }
    return undefined;
  }

  /** What was learned is worth nothing where the next probe was missed, or the clock was set back. */
  #knownOf({ knowledge, holdsUntil }: Watched): Knowledge {
    const now = this.#options.now();
    const { lastProbe = now } = knowledge;
    return now <= holdsUntil && now >= lastProbe - TOLERANCE_MS
      ? knowledge
      : nothingKnown(knowledge.lastActivity);
  }
}

function isSameRun(a: ProbeTarget, b: ProbeTarget): boolean {
  return a.run === b.run && isDeepStrictEqual(a.runtime, b.runtime);
}

function describe(error: unknown): string {
  const { name, message } = error as Error;
  return name === 'ProbeError' ? `it ${message}` : message;
}
