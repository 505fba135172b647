import {
  type AddOptions,
  Controller,
  type Leadership,
  type Logger,
  type ReconcileInfo,
  type Transport,
} from '@backstage-vdi/kube';
import { untilAborted } from '../leadership/untilAborted';
import { whileItLasts } from '../leadership/whileItLasts';
import type { Settings } from '../settings';
import type { TemplateSources } from './observe';
import { createTemplateReconcile } from './reconcile';

/** What a term's work on templates needs. All of it outlives the term. */
export interface TemplateTermOptions {
  transport: Transport;
  /** Caches that are kept up to date. */
  sources: TemplateSources;
  /** Where DaemonSets are, and were while images were fetched in advance. */
  namespace: string;
  settings: Settings;
  logger: Logger;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Called after each reconcile; must not throw. */
  onReconcile?: (info: ReconcileInfo) => void;
}

/** Name of the controller of templates, in logs and metrics. */
export const TEMPLATE_CONTROLLER = 'vditemplate';

/** A look is a small write at most, and nobody waits for it. */
const WORKERS = 2;

/** The work on templates between being elected and losing the lease or giving it back. */
export class TemplateTerm {
  readonly #leadership: Leadership;
  readonly #sources: TemplateSources;
  readonly #controller: Controller;

  constructor(leadership: Leadership, options: TemplateTermOptions) {
    const { logger, transport, onReconcile, ...others } = options;
    this.#leadership = leadership;
    this.#sources = options.sources;
    this.#controller = new Controller({
      name: TEMPLATE_CONTROLLER,
      workers: WORKERS,
      logger,
      onReconcile,
      reconcile: whileItLasts(
        leadership,
        createTemplateReconcile({
          ...others,
          transport: transport.guardedBy(leadership),
        }),
      ),
    });
  }

  /** Asks for a template to be looked at. */
  add(name: string, options?: AddOptions): void {
    this.#controller.add(name, options);
  }

  /**
   * Works until it may not (at once, whatever is in work) or need not any more (what is in work is ended, for as long as the grace
   * lasts). Never rejects.
   */
  async run(stopping: AbortSignal, graceMs: () => number): Promise<void> {
    const { signal } = this.#leadership;
    const { templates, nodes, daemonSets } = this.#sources;
    const over = untilAborted(AbortSignal.any([stopping, signal]));
    for (const name of templates.store.keys()) this.add(name);
    // What is read a moment later would be told twice: as not known, and as it is.
    const settled = [nodes.settled, daemonSets?.cache.settled];
    await Promise.race([Promise.all(settled), over]);
    if (!stopping.aborted && !signal.aborted) this.#controller.start();
    await over;
    await this.#controller.stop({ graceMs: signal.aborted ? 0 : graceMs() });
  }
}
