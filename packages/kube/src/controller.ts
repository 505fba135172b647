import { randomUUID } from 'node:crypto';
import { Clock, systemClock } from './clock';
import { describeError } from './describeError';
import { isTransient, KubeError } from './errors';
import { Logger } from './logger';
import { AddOptions, Work, WorkQueue } from './workqueue';

/** What a reconcile may want next. Nothing: all is well until something changes. */
export interface ReconcileResult {
  /** Look again after this many milliseconds, whatever happens or not. */
  requeueAfterMs?: number;
}

/** What a reconcile is given beside its key. */
export interface ReconcileContext {
  /** Aborts when the controller may not go on: hand it to every call. */
  signal: AbortSignal;
  /** Names this run in logs. */
  reconcileId: string;
  /** How often this key failed in a row before. */
  failures: number;
}

/** Makes the world as the object of this key wants it. It may run again at any moment, and twice with the same outcome. */
export type Reconcile = (
  key: string,
  context: ReconcileContext,
) => Promise<ReconcileResult | void>;

/** Throw this when trying again is of no use until the object changes. */
export class TerminalError extends Error {
  readonly name = 'TerminalError';
  readonly code = 'KUBE_TERMINAL';
}

/** One finished run, for metrics. */
export interface ReconcileInfo {
  key: string;
  result: 'success' | 'requeue_after' | 'error' | 'terminal_error';
  durationMs: number;
  /** How long the key lay ready before, in milliseconds. */
  waitedMs: number;
}

/** Options of a {@link Controller}. */
export interface ControllerOptions {
  /** For logs. */
  name: string;
  reconcile: Reconcile;
  logger: Logger;
  /**
   * How many keys are worked on at once. Default 32: a run mostly waits for the API server, and more in flight makes each
   * slower without doing more.
   */
  workers?: number;
  /** Called after each run; must not throw. */
  onReconcile?: (info: ReconcileInfo) => void;
  clock?: Clock;
}

/** The longest wait after an error that time may well cure: the network, an overloaded server, a lost race. */
const TRANSIENT_CAP_MS = 30_000;

/** The longest wait after any other error, such as a refusal or a bug: it is still tried, but costs nothing. */
const OTHER_CAP_MS = 300_000;

/**
 * Works off a queue of keys with one function, controller-runtime's way: an error means again after a growing wait, a
 * {@link TerminalError} means not again, `requeueAfterMs` means again then, nothing means done. One key's throw never disturbs another.
 */
export class Controller {
  readonly queue: WorkQueue;
  readonly #options: ControllerOptions;
  readonly #clock: Clock;
  readonly #abort = new AbortController();
  #workers: Promise<void>[] = [];

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.queue = new WorkQueue({ clock: this.#clock });
  }

  /** Asks for a key to be reconciled. */
  add(key: string, options?: AddOptions): void {
    this.queue.add(key, options);
  }

  /** Starts the workers. Keys may be added before. */
  start(): void {
    this.#workers = Array.from({ length: this.#options.workers ?? 32 }, () =>
      this.#work(),
    );
  }

  /**
   * Takes no more keys and resolves when those in work are done. A stopped controller does not start again: make another.
   *
   * @param graceMs - how long they may take before their signal aborts. Default 30 000, what Kubernetes grants a pod; 0 when
   * writing is no longer ours.
   */
  async stop({ graceMs = 30_000 }: { graceMs?: number } = {}): Promise<void> {
    const cancel = this.#clock.after(graceMs, () =>
      this.#abort.abort(new Error(`${this.#options.name} is stopping`)),
    );
    await this.queue.shutdown();
    await Promise.all(this.#workers);
    cancel();
  }

  async #work(): Promise<void> {
    for (
      let work = await this.queue.get();
      work;
      work = await this.queue.get()
    ) {
      await this.#reconcile(work);
      this.queue.done(work.key);
    }
  }

  async #reconcile({ key, priority, waitedMs }: Work): Promise<void> {
    const { reconcile, onReconcile } = this.#options;
    const started = this.#clock.now();
    const reconcileId = randomUUID();
    let result: ReconcileInfo['result'] = 'success';
    try {
      const { requeueAfterMs } =
        (await reconcile(key, {
          signal: this.#abort.signal,
          reconcileId,
          failures: this.queue.failures(key),
        })) ?? {};
      this.queue.forget(key);
      if (requeueAfterMs !== undefined) {
        result = 'requeue_after';
        this.queue.add(key, { afterMs: requeueAfterMs });
      }
    } catch (error) {
      this.#logFailure(error, key, reconcileId);
      if (error instanceof TerminalError) {
        result = 'terminal_error';
        this.queue.forget(key);
      } else {
        result = 'error';
        this.queue.retry(key, {
          priority,
          capMs: isTransient(error) ? TRANSIENT_CAP_MS : OTHER_CAP_MS,
          floorMs: error instanceof KubeError ? error.retryAfterMs : undefined,
        });
      }
    }
    onReconcile?.({
      key,
      result,
      durationMs: this.#clock.now() - started,
      waitedMs,
    });
  }

  #logFailure(error: unknown, key: string, reconcileId: string): void {
    if (this.#abort.signal.aborted) {
      return;
    }
    const { message, stack } = describeError(error);
    this.#options.logger.error(`${this.#options.name}: ${message}`, {
      key,
      reconcileId,
      failures: this.queue.failures(key),
      stack: isTransient(error) ? undefined : stack,
    });
  }
}
