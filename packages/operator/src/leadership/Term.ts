import {
  type AddOptions,
  Controller,
  type ControllerStats,
  type DropReason,
  EventRecorder,
  type Leadership,
  type Logger,
  type ReconcileInfo,
  type Transport,
} from '@backstage-vdi/kube';
import { VDI_GROUP } from '@backstage-vdi/plugin-vdi-common';
import { ActivityProber } from '../activity/ActivityProber';
import type { Reach } from '../activity/reach';
import { RouteProber } from '../reachability/RouteProber';
import type { RouteReach } from '../reachability/routeReach';
import { DriftPace } from '../session/driftPace';
import type { Sources } from '../session/observe';
import { createReconcile, type ReconcileOptions } from '../session/reconcile';
import { Refusals } from '../session/refusals';
import type { Settings } from '../settings';
import { untilAborted } from './untilAborted';
import { whileItLasts } from './whileItLasts';

/** What a term works with. All of it outlives the term. */
export interface TermOptions {
  transport: Transport;
  /** Caches that are filled and kept up to date. */
  sources: Pick<
    Sources,
    | 'sessions'
    | 'templates'
    | 'children'
    | 'hosts'
    | 'gpus'
    | 'claimWarnings'
    | 'evictions'
  >;
  /** The way to desktops. Absent: nobody looks whether somebody is connected. */
  reach?: Reach;
  /** The way to desktops that browsers take. Absent: nobody checks whether a route leads to its desktop. */
  routeReach?: RouteReach;
  settings: Settings;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called after each reconcile; must not throw. */
  onReconcile: (info: ReconcileInfo) => void;
  /** Called when a desktop that was starting runs; must not throw. */
  onStarted?: ReconcileOptions['onStarted'];
  /** Called when a desktop that became ready first answered through its route, with how long that took, in milliseconds; must not throw. */
  onRouted?: (lagMs: number) => void;
  /** Called with each Event that is not told, and why; must not throw. */
  onEventDropped?: (reason: DropReason) => void;
}

/** Who tells Events: `reportingController`. */
const COMPONENT = `${VDI_GROUP}/operator`;

/** What is still to be told at the end is told within this time or not at all, in milliseconds. */
const EVENTS_GRACE_MS = 1_000;

/**
 * The time between being elected and losing the lease or giving it back. What was learned by working is the term's alone: another
 * may have worked since, so the next term begins with nothing and looks at everything once.
 */
export class Term {
  readonly #leadership: Leadership;
  readonly #sources: TermOptions['sources'];
  readonly #prober: ActivityProber | undefined;
  readonly #routeProber: RouteProber | undefined;
  readonly #events: EventRecorder;
  readonly #controller: Controller;

  constructor(leadership: Leadership, options: TermOptions) {
    const { sources, settings, logger, now } = options;
    const transport = options.transport.guardedBy(leadership);
    this.#leadership = leadership;
    this.#sources = sources;
    this.#prober = createProber(options);
    this.#routeProber = createRouteProber(options);
    this.#events = new EventRecorder({
      transport,
      component: COMPONENT,
      now,
      onDrop: (_, reason) => options.onEventDropped?.(reason),
    });
    this.#controller = new Controller({
      name: 'vdisession',
      workers: settings.concurrency,
      logger,
      onReconcile: options.onReconcile,
      reconcile: whileItLasts(
        leadership,
        createReconcile({
          transport,
          sources: {
            ...sources,
            refusals: new Refusals(),
            pace: new DriftPace(),
            activity: this.#prober,
            routeCheck: this.#routeProber,
          },
          events: this.#events,
          settings,
          now,
          logger,
          onStarted: options.onStarted,
        }),
      ),
    });
  }

  get stats(): ControllerStats {
    return this.#controller.stats;
  }

  /** Asks for a session to be worked on. */
  add(key: string, options?: AddOptions): void {
    this.#controller.add(key, options);
  }

  /**
   * Works until it may not (at once, whatever is in work) or need not any more (what is in work is ended, for as long as the grace
   * lasts). Never rejects.
   */
  async run(stopping: AbortSignal, graceMs: () => number): Promise<void> {
    const { signal } = this.#leadership;
    const over = AbortSignal.any([stopping, signal]);
    for (const key of this.#sources.sessions.store.keys()) {
      this.add(key, { priority: 'low' });
    }
    this.#prober?.onChange(keys => keys.forEach(key => this.add(key)));
    // A desktop that can be used is told before others are made: one write ends somebody's wait.
    this.#routeProber?.onChange(keys =>
      keys.forEach(key => this.add(key, { priority: 'high' })),
    );
    const probing = [this.#prober?.run(over), this.#routeProber?.run(over)];
    this.#controller.start();
    await untilAborted(over);
    // Should the lease be lost in the middle of that: writes abort with its signal.
    await this.#controller.stop({ graceMs: signal.aborted ? 0 : graceMs() });
    await Promise.all([...probing, this.#events.close(EVENTS_GRACE_MS)]);
  }
}

function createProber(options: TermOptions): ActivityProber | undefined {
  const { reach, settings, logger, now } = options;
  const { sessions, templates, children } = options.sources;
  return (
    reach &&
    new ActivityProber({
      sessions: sessions.store,
      templates: templates.store,
      pods: children.pod.store,
      reach,
      probeEvery: settings.probeEvery,
      logger,
      now,
    })
  );
}

function createRouteProber(options: TermOptions): RouteProber | undefined {
  const { routeReach, settings, logger, now, onRouted } = options;
  const { sessions, templates, children } = options.sources;
  return (
    routeReach &&
    new RouteProber({
      sessions: sessions.store,
      templates: templates.store,
      pods: children.pod.store,
      routes: children.route.store,
      reach: routeReach,
      settings,
      logger,
      now,
      onAnswered: onRouted,
    })
  );
}
