import { Informer, type Resource, type Transport } from '@backstage-vdi/kube';
import type { Any } from './TestNamespace';

/** Objects of one resource as a test sees them, with a way to wait for what becomes of them. */
export class Watched {
  readonly #informer: Informer<Any, Any>;
  readonly #namespace?: string;
  readonly #abort = new AbortController();
  #running: Promise<void> = Promise.resolve();

  private constructor(
    transport: Transport,
    resource: Resource,
    namespace?: string,
  ) {
    this.#namespace = namespace;
    this.#informer = new Informer<Any, Any>(transport, {
      resource,
      namespace,
      project: object => object,
    });
  }

  /** @param namespace - the one to look at; none for objects of the cluster */
  static async start(
    transport: Transport,
    resource: Resource,
    namespace?: string,
  ): Promise<Watched> {
    const watched = new Watched(transport, resource, namespace);
    watched.#running = watched.#informer.run(watched.#abort.signal);
    await watched.#informer.synced;
    return watched;
  }

  get(name: string): Any | undefined {
    return this.#informer.store.get(
      this.#namespace ? `${this.#namespace}/${name}` : name,
    );
  }

  /** All of them. */
  all(): Any[] {
    const { store } = this.#informer;
    return [...store.keys()].flatMap(key => store.get(key) ?? []);
  }

  /** Resolves with what `check` gives as soon as that is something; it is asked again after every change. */
  async until<T>(check: () => T | undefined | null | false): Promise<T> {
    const first = check();
    if (first) return first;
    return new Promise((resolve, reject) => {
      const stop = this.#informer.store.onChange(() => {
        try {
          const found = check();
          if (!found) return;
          stop();
          resolve(found);
        } catch (error) {
          reject(error);
        }
      });
    });
  }

  /** Resolves with the status of an object when its condition has this reason. */
  untilCondition(name: string, type: string, reason: string) {
    return this.until(() => {
      const status = this.get(name)?.status;
      const found = status?.conditions?.find(
        (it: { type: string }) => it.type === type,
      );
      return found?.reason === reason && { ...status, condition: found };
    });
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }
}
