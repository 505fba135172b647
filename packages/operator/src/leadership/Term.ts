import {
  type AddOptions,
  Controller,
  type Leadership,
  type Logger,
  type ReconcileInfo,
  type Transport,
} from '@backstage-vdi/kube';
import { DriftPace } from '../session/driftPace';
import type { Sources } from '../session/observe';
import { createReconcile, type ReconcileOptions } from '../session/reconcile';
import { Refusals } from '../session/refusals';
import type { Settings } from '../settings';
import { untilAborted } from './untilAborted';

/** What a term works with. All of it outlives the term. */
export interface TermOptions {
  transport: Transport;
  /** Caches that are filled and kept up to date. */
  sources: Omit<Sources, 'refusals' | 'pace'>;
  settings: Settings;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called after each reconcile; must not throw. */
  onReconcile: (info: ReconcileInfo) => void;
  /** Called when a desktop that was starting runs; must not throw. */
  onStarted?: ReconcileOptions['onStarted'];
}

/**
 * The time between being elected and losing the lease or giving it back. What was learned by working is the term's alone: another
 * may have worked since, so the next term begins with nothing and looks at everything once.
 */
export class Term {
  readonly #controller: Controller;
  readonly #leadership: Leadership;
  readonly #sessionKeys: () => Iterable<string>;

  constructor(leadership: Leadership, options: TermOptions) {
    const { transport, sources, settings, logger, now } = options;
    this.#leadership = leadership;
    this.#sessionKeys = () => sources.sessions.store.keys();
    this.#controller = new Controller({
      name: 'vdisession',
      workers: settings.concurrency,
      logger,
      onReconcile: options.onReconcile,
      reconcile: createReconcile({
        transport: transport.guardedBy(leadership),
        sources: {
          ...sources,
          refusals: new Refusals(),
          pace: new DriftPace(),
        },
        settings,
        now,
        logger,
        onStarted: options.onStarted,
      }),
    });
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
    for (const key of this.#sessionKeys()) this.add(key, { priority: 'low' });
    this.#controller.start();
    await untilAborted(AbortSignal.any([stopping, signal]));
    // Should the lease be lost in the middle of that: writes abort with its signal.
    await this.#controller.stop({ graceMs: signal.aborted ? 0 : graceMs() });
  }
}
