import {
  Informer,
  type KubeObject,
  POD,
  type Transport,
} from '@backstage-vdi/kube';
import {
  type DesktopPattern,
  fillPattern,
  type SessionId,
} from './desktopPattern';
import { writeChildren, writeStatus } from './writeDesktop';

/** Options of a {@link BareClient}. */
export interface BareClientOptions {
  transport: Transport;
  namespace: string;
  pattern: DesktopPattern;
  /** How many sessions are written for at once. */
  concurrency: number;
  /** Called when a write failed. */
  onError(error: unknown): void;
}

/**
 * Makes the same five writes for a session as the operator, and decides nothing: it is told of sessions and not of their deletion,
 * keeps no state, looks nothing up, and writes the status when it sees the pod become Ready. What no controller can be faster than.
 *
 * Whose pod is Ready goes before whose children are to be made: that ends a session, and no order makes sessions wait less.
 */
export class BareClient {
  readonly #options: BareClientOptions;
  readonly #pods: Informer<KubeObject, boolean>;
  readonly #abort = new AbortController();
  readonly #created: SessionId[] = [];
  readonly #ready: SessionId[] = [];
  /** Sessions whose pod is not Ready yet, by its key. */
  readonly #waiting = new Map<string, SessionId>();
  #active = 0;

  constructor(options: BareClientOptions) {
    this.#options = options;
    const { transport, namespace, onError } = options;
    this.#pods = new Informer(transport, {
      resource: POD,
      namespace,
      project: isReady,
      onError,
    });
    this.#pods.store.onChange(keys => keys.forEach(key => this.#onPod(key)));
  }

  /** Begins to watch; resolves when it does. */
  async start(): Promise<void> {
    this.#pods.run(this.#abort.signal);
    await this.#pods.synced;
  }

  /** Ends watching. */
  stop(): void {
    this.#abort.abort();
  }

  /** Tells of a session that was made. */
  add(session: SessionId): void {
    this.#waiting.set(`${session.namespace}/${session.name}`, session);
    this.#created.push(session);
    this.#work();
  }

  #onPod(key: string): void {
    const session = this.#waiting.get(key);
    if (!session || !this.#pods.store.get(key)) return;
    this.#waiting.delete(key);
    this.#ready.push(session);
    this.#work();
  }

  #work(): void {
    const { transport, pattern, concurrency, onError } = this.#options;
    while (this.#active < concurrency) {
      const ready = this.#ready.shift();
      const session = ready ?? this.#created.shift();
      if (!session) return;
      const desktop = fillPattern(pattern, session);
      this.#active += 1;
      const written = ready
        ? writeStatus(transport, desktop, session)
        : writeChildren(transport, desktop);
      written.catch(onError).finally(() => {
        this.#active -= 1;
        this.#work();
      });
    }
  }
}

function isReady(pod: KubeObject): boolean {
  const { status } = pod as {
    status?: { conditions?: Array<{ type: string; status: string }> };
  };
  return (status?.conditions ?? []).some(
    condition => condition.type === 'Ready' && condition.status === 'True',
  );
}
