import { Informer, type KubeObject, type Transport } from '@backstage-vdi/kube';
import type { Contender } from './contender';

/** How long nothing may become ready before it is given up, in milliseconds. */
const PATIENCE_MS = 120_000;

/** Sees by a watch when objects become ready: one clock for all contenders, the one of whoever waits for a desktop. */
export class ReadyObserver {
  readonly #objects: Informer<KubeObject, boolean>;
  readonly #abort = new AbortController();
  readonly #readyAt = new Map<string, number>();
  readonly #waiting = new Map<string, (at: number) => void>();
  #timer: NodeJS.Timeout | undefined;
  #fail: (error: Error) => void = () => {};
  readonly #failed: Promise<never>;

  constructor(
    transport: Transport,
    { resource, isReady }: Contender,
    namespace?: string,
  ) {
    this.#objects = new Informer(transport, {
      resource,
      namespace,
      project: isReady,
    });
    this.#objects.store.onChange(keys => keys.forEach(key => this.#look(key)));
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => {});
  }

  /** Begins to watch; resolves when it does. */
  async start(): Promise<void> {
    this.#objects.run(this.#abort.signal);
    await this.#objects.synced;
  }

  /** Ends watching. */
  stop(): void {
    this.#abort.abort();
    clearTimeout(this.#timer);
  }

  /** When the object of this key became ready, in milliseconds of `performance.now()`. Rejects when nothing moves any more. */
  async ready(key: string): Promise<number> {
    const at = this.#readyAt.get(key);
    if (at !== undefined) return at;
    this.#extend();
    return Promise.race([
      new Promise<number>(resolve => this.#waiting.set(key, resolve)),
      this.#failed,
    ]);
  }

  #look(key: string): void {
    if (!this.#objects.store.get(key) || this.#readyAt.has(key)) return;
    const now = performance.now();
    this.#readyAt.set(key, now);
    this.#waiting.get(key)?.(now);
    this.#waiting.delete(key);
    this.#extend();
  }

  #extend(): void {
    clearTimeout(this.#timer);
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(
      () =>
        this.#fail(
          new Error(
            `Nothing became ready for ${PATIENCE_MS / 1_000} s; ${this.#waiting.size} are not.`,
          ),
        ),
      PATIENCE_MS,
    );
  }
}
