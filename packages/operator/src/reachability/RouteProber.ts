import { isDeepStrictEqual } from 'node:util';
import {
  type Clock,
  Controller,
  type Logger,
  type ReconcileResult,
  type Store,
  systemClock,
} from '@backstage-vdi/kube';
import { childName } from '@backstage-vdi/plugin-vdi-common';
import { untilAborted } from '../leadership/untilAborted';
import { onRunChange, type RunStores } from '../session/onRunChange';
import type { ChildRecord } from '../session/records';
import { sessionsOfChild } from '../session/sessionsOfChild';
import type { Settings } from '../settings';
import { isNews, learnAnswer, type RouteKnowledge } from './routeKnowledge';
import type { RouteReach } from './routeReach';
import { type RouteTarget, routeTarget } from './routeTarget';
import { troubleOf } from './routeTrouble';
import { routeWait } from './routeWait';

/** Options of a {@link RouteProber}. */
export interface RouteProberOptions extends RunStores {
  /** What leads to desktops, whatever its kind. */
  routes: Pick<Store<ChildRecord>, 'get' | 'onChange'>;
  reach: RouteReach;
  settings: Settings;
  logger: Logger;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  clock?: Clock;
  /** Called when a desktop first answered, with how long it was asked for, in milliseconds. Must not throw. */
  onAnswered?: (lagMs: number) => void;
}

/** One run of a desktop that is asked for, and what is known of the way to it. */
interface Asked {
  target: RouteTarget;
  /** When it was first asked for, by the clock. */
  since: number;
  knowledge: RouteKnowledge;
}

/** How many desktops are asked for at once: where Traefik hangs each keeps the others waiting for 2 s. */
const CONCURRENCY = 32;

/** Nothing is known yet. */
const NOTHING: RouteKnowledge = {};

/**
 * Asks for desktops that have just become ready at their own addresses, through Traefik, until they answer there: a route that exists
 * in Kubernetes is live only a moment later, and is none where Traefik is away. What it learns is kept in memory only; a status that says
 * that a run was reached is what another prober goes by.
 */
export class RouteProber {
  readonly #options: Required<Omit<RouteProberOptions, 'onAnswered'>> &
    Pick<RouteProberOptions, 'onAnswered'>;
  readonly #controller: Controller;
  readonly #asked = new Map<string, Asked>();
  readonly #listeners = new Set<(keys: string[]) => void>();
  #signal: AbortSignal | undefined;

  constructor(options: RouteProberOptions) {
    this.#options = { now: Date.now, clock: systemClock, ...options };
    const { logger, clock } = this.#options;
    this.#controller = new Controller({
      name: 'routes',
      workers: CONCURRENCY,
      reconcile: key => this.#ask(key),
      logger,
      clock,
    });
  }

  /** Asks until the signal aborts; then resolves when nothing runs any more. Never rejects. To be called once. */
  async run(signal: AbortSignal): Promise<void> {
    const { sessions, routes } = this.#options;
    this.#signal = signal;
    const look = (keys: readonly string[]) =>
      keys.forEach(key => this.#look(key));
    const stops = [
      onRunChange(this.#options, look),
      routes.onChange(names =>
        look(names.flatMap(name => sessionsOfChild(sessions, 'route', name))),
      ),
    ];
    look([...sessions.keys()]);
    this.#controller.start();
    await untilAborted(signal);
    stops.forEach(stop => stop());
    await this.#controller.stop({ graceMs: 0 });
  }

  /**
   * What is known of the way to the run of a pod. Nothing, where it is not asked for.
   *
   * @param key - `namespace/name` of its session
   * @param run - UID of the pod
   */
  of(key: string, run: string | undefined): RouteKnowledge {
    const asked = this.#asked.get(key);
    return asked?.target.run === run ? (asked?.knowledge ?? NOTHING) : NOTHING;
  }

  /** Calls `listener` with the keys (`namespace/name`) of sessions of which something new is known; returns how to stop that. */
  onChange(listener: (keys: string[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up a session whose desktop is to be asked for, and forgets one whose is not any more. */
  #look(key: string): void {
    const target = this.#targetOf(key);
    if (isDeepStrictEqual(target, this.#asked.get(key)?.target)) return;
    this.#asked.delete(key);
    if (!target) return;
    const since = this.#options.clock.now();
    this.#asked.set(key, { target, since, knowledge: NOTHING });
    this.#controller.add(key);
  }

  #targetOf(key: string): RouteTarget | undefined {
    const { sessions, templates, pods, routes, settings } = this.#options;
    const session = sessions.get(key);
    if (!session) return undefined;
    const { name, namespace } = session.metadata;
    const child = `${namespace}/${childName(name)}`;
    return routeTarget(session, {
      template: templates.get(session.spec.template),
      pod: pods.get(child),
      route: routes.get(child),
      settings,
    });
  }

  async #ask(key: string): Promise<ReconcileResult | undefined> {
    const { reach, clock, now, onAnswered } = this.#options;
    const asked = this.#asked.get(key);
    if (!asked || asked.knowledge.answeredAt !== undefined) return undefined;
    const signal = this.#signal;
    const answer = await reach.ask(asked.target, { clock, signal });
    // Meanwhile the desktop may have stopped, and another run may have begun.
    if (this.#asked.get(key) !== asked || signal?.aborted) return undefined;

    const before = asked.knowledge;
    const trouble = troubleOf(answer, reach.address);
    asked.knowledge = learnAnswer(before, trouble, now());
    const lag = clock.now() - asked.since;
    if (!trouble) onAnswered?.(lag);
    if (isNews(before, asked.knowledge)) {
      for (const listener of this.#listeners) listener([key]);
    }
    return trouble && { requeueAfterMs: routeWait(lag) };
  }
}
