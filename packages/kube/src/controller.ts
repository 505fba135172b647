import { randomUUID } from 'node:crypto';
import { Clock, systemClock } from './clock';
import { describeError } from './describeError';
import { isTransient, KubeError } from './errors';
import { LeadershipLostError } from './leadership';
import { LogFields, Logger } from './logger';
import { withAnySignal } from './signals';
import { AddOptions, Work, WorkQueue, WorkQueueStats } from './workqueue';

/** What a reconcile may want next. Nothing: all is well until something changes. */
export interface ReconcileResult {
  /** Look again after this many milliseconds, whatever happens or not. */
  requeueAfterMs?: number;
}

/** What a reconcile is given beside its key. */
export interface ReconcileContext {
  /** Aborts when the controller may not go on, or this run has taken too long: hand it to every call. */
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
  /**
   * - `success`: nothing to do until something changes.
   * - `requeue_after`: it asked to be run again.
   * - `error`: it threw, and comes again later.
   * - `timeout`: as `error`, after its time was over.
   * - `terminal_error`: it threw a {@link TerminalError}.
   */
  result: 'success' | 'requeue_after' | 'error' | 'timeout' | 'terminal_error';
  durationMs: number;
  /** How long the key lay ready before, in milliseconds. */
  waitedMs: number;
}

/** How a controller is doing. */
export interface ControllerStats extends WorkQueueStats {
  workers: number;
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
  /**
   * How long a run may take before its signal aborts, in milliseconds. Default 300 000. controller-runtime's default is for ever; but calls
   * of a transport end by themselves within half a minute, and what still runs after this is stuck.
   */
  reconcileTimeoutMs?: number;
  /** Called after each run. What it throws is logged. */
  onReconcile?: (info: ReconcileInfo) => void;
  clock?: Clock;
}

/** How long a run may go on after its signal aborted before it is left to itself. */
export const ABANDON_MS = 5_000;

/** The longest wait after an error that time may well cure: the network, an overloaded server, a lost race. */
const TRANSIENT_CAP_MS = 30_000;

/** The longest wait after any other error, such as a refusal or a bug: it is still tried, but costs nothing. */
const OTHER_CAP_MS = 300_000;

/**
 * Works off a queue of keys with one function, controller-runtime's way: an error means again after a growing wait, a
 * {@link TerminalError} means not again, `requeueAfterMs` means again then, nothing means done. Whatever one key's run does (throw,
 * reject with anything, never end), the others go on.
 */
export class Controller {
  readonly queue: WorkQueue;
  readonly #options: ControllerOptions;
  readonly #clock: Clock;
  readonly #workerCount: number;
  readonly #abort = new AbortController();
  #workers: Promise<void>[] = [];

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
    this.#workerCount = options.workers ?? 32;
    this.queue = new WorkQueue({ clock: this.#clock });
  }

  get stats(): ControllerStats {
    return { ...this.queue.stats, workers: this.#workerCount };
  }

  /** Asks for a key to be reconciled. */
  add(key: string, options?: AddOptions): void {
    this.queue.add(key, options);
  }

  /** Starts the workers. Keys may be added before. */
  start(): void {
    this.#workers = Array.from({ length: this.#workerCount }, () =>
      this.#work(),
    );
  }

  /**
   * Takes no more keys and resolves when those in work are done. A stopped controller does not start again: make another.
   *
   * @param graceMs - how long they may take before their signal aborts. Default 30 000, what Kubernetes grants a pod; 0 when
   * writing is no longer ours. Those that do not end within 5 s after that either are left to themselves.
   */
  async stop({ graceMs = 30_000 }: { graceMs?: number } = {}): Promise<void> {
    const abort = () =>
      this.#abort.abort(new Error(`${this.#options.name} is stopping`));
    this.queue.shutdown();
    if (graceMs <= 0) {
      abort();
    }
    const cancel = this.#clock.after(graceMs, abort);
    await Promise.all(this.#workers);
    cancel();
  }

  async #work(): Promise<void> {
    for (
      let work = await this.queue.get();
      work;
      work = await this.queue.get()
    ) {
      await this.#run(work);
    }
  }

  /** Resolves when a key's run has ended; or does not end though it was told to: then it keeps its key, but not the worker. */
  async #run(work: Work): Promise<void> {
    const { reconcileTimeoutMs = 300_000 } = this.#options;
    const reconcileId = randomUUID();
    const limit = new AbortController();
    let cancel = this.#clock.after(reconcileTimeoutMs, () =>
      limit.abort(new Error(`not done within ${reconcileTimeoutMs / 1000} s`)),
    );
    await withAnySignal([this.#abort.signal, limit.signal], signal => {
      const run = { signal, reconcileId, timeout: limit.signal };
      const ended = this.#reconcile(work, run).then(() =>
        this.queue.done(work.key),
      );
      const abandoned = new Promise<void>(resolve => {
        const abandon = () => {
          cancel();
          cancel = this.#clock.after(ABANDON_MS, () => {
            this.#log('a run does not end though it was told to', {
              key: work.key,
              reconcileId,
            });
            resolve();
          });
        };
        // A key may be taken in the moment in which the controller stops.
        if (signal.aborted) {
          abandon();
        }
        signal.addEventListener('abort', abandon);
      });
      return Promise.race([ended, abandoned]);
    });
    cancel();
  }

  /** Never rejects. */
  async #reconcile({ key, priority, waitedMs }: Work, run: Run): Promise<void> {
    const { reconcile, onReconcile } = this.#options;
    const { signal, reconcileId } = run;
    const started = this.#clock.now();
    const failures = this.queue.failures(key);
    let result: ReconcileInfo['result'] = 'success';
    try {
      const { requeueAfterMs } =
        (await reconcile(key, { signal, reconcileId, failures })) ?? {};
      if (requeueAfterMs !== undefined) {
        result = 'requeue_after';
        this.queue.add(key, { afterMs: requeueAfterMs });
      }
      this.queue.forget(key);
    } catch (error) {
      this.#logFailure(error, { key, reconcileId, failures });
      if (error instanceof TerminalError) {
        result = 'terminal_error';
        this.queue.forget(key);
      } else {
        result = run.timeout.aborted ? 'timeout' : 'error';
        this.queue.retry(key, {
          priority,
          capMs: isTransient(error) ? TRANSIENT_CAP_MS : OTHER_CAP_MS,
          floorMs: error instanceof KubeError ? error.retryAfterMs : undefined,
        });
      }
    }
    const durationMs = this.#clock.now() - started;
    try {
      onReconcile?.({ key, result, durationMs, waitedMs });
    } catch (error) {
      this.#logFailure(error, { key, reconcileId });
    }
  }

  #logFailure(error: unknown, fields: LogFields): void {
    // Whoever lost the leadership has said so, and to tell it of each key would bury that.
    const isOver =
      this.#abort.signal.aborted || error instanceof LeadershipLostError;
    if (!isOver) {
      const { message, stack } = describeError(error);
      this.#log(message, {
        ...fields,
        stack: isTransient(error) ? undefined : stack,
      });
    }
  }

  #log(message: string, fields: LogFields): void {
    try {
      this.#options.logger.error(`${this.#options.name}: ${message}`, fields);
    } catch {
      // A log that cannot be written must not end a worker, and there is nowhere else to say it.
    }
  }
}

/** One run of a key. */
interface Run {
  signal: AbortSignal;
  reconcileId: string;
  /** Aborts when its time is over. */
  timeout: AbortSignal;
}
