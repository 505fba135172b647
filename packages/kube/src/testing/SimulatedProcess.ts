import { Clock } from '../clock';
import { KubeError } from '../errors';
import { Http } from '../http';
import { RawRequest, Stream } from '../request';

/** What a network does to a request: `lost` and `unanswered` never come back; those that fail come back with an error. */
export type Fate = 'good' | 'lost' | 'unanswered' | 'refused' | 'failed';

/** What a {@link SimulatedProcess} lives in. */
export interface Surroundings {
  /** The true time. */
  clock: Clock;
  /** The API server at the other end of the network. */
  api: Http;
  /** How much faster than true its clock runs: 1 is right. */
  rate: number;
  /** What happens to the next request. */
  fate: () => Fate;
  /** How long the next message takes, in milliseconds. */
  latencyMs: () => number;
}

/**
 * A process with a clock and a network of its own, which may be paused: then nothing happens in it, timers and replies wait. What is
 * on the network goes on meanwhile; a request that its sender gave up may still arrive.
 */
export class SimulatedProcess {
  readonly #around: Surroundings;
  readonly #backlog = new Set<() => void>();
  #paused = false;
  #dead = false;

  constructor(surroundings: Surroundings) {
    this.#around = surroundings;
  }

  get isRunning(): boolean {
    return !this.#paused && !this.#dead;
  }

  get isDead(): boolean {
    return this.#dead;
  }

  pause(): void {
    this.#paused = true;
  }

  /** @param first - what it does before it finds out, by a timer or a reply, how much time has passed. */
  resume(first: () => void): void {
    this.#paused = false;
    first();
    for (const fn of this.#backlog) {
      this.#backlog.delete(fn);
      this.#deliver(fn);
    }
  }

  /** Nothing happens in it ever again. */
  kill(): void {
    this.#dead = true;
  }

  get clock(): Clock {
    const { clock, rate } = this.#around;
    return {
      now: () => clock.now() * rate,
      after: (ms, fn) => {
        const cancel = clock.after(Math.max(ms, 0) / rate, () =>
          this.#deliver(fn),
        );
        return () => {
          cancel();
          this.#backlog.delete(fn);
        };
      },
    };
  }

  get http(): Http {
    const http: Http = {
      request: <T>(request: RawRequest) => this.#request<T>(request),
      stream: request => this.#stream(request),
      apart: () => http,
      serverTime: () => undefined,
      close: async () => {},
    };
    return http;
  }

  #request<T>(request: RawRequest): Promise<T> {
    return new Promise((resolve, reject) => {
      const { signal } = request;
      signal?.addEventListener('abort', () => reject(signal.reason));
      this.#exchange<T>(request).then(
        value => this.#deliver(() => resolve(value)),
        error => this.#deliver(() => reject(error)),
      );
    });
  }

  async #exchange<T>(request: RawRequest): Promise<T> {
    const { api, fate: nextFate } = this.#around;
    const fate = nextFate();
    await this.#travel();
    if (fate === 'lost') {
      return new Promise(() => {});
    }
    if (fate === 'refused') {
      throw outage(503);
    }
    const reply = await api.request<T>({ ...request, signal: undefined });
    if (fate === 'unanswered') {
      return new Promise(() => {});
    }
    await this.#travel();
    if (fate === 'failed') {
      throw outage(500);
    }
    return reply;
  }

  async #stream(request: RawRequest): Promise<Stream> {
    const { api, fate } = this.#around;
    await this.#travel();
    if (fate() !== 'good') {
      throw outage(503);
    }
    const { body, close } = await api.stream(request);
    const delayed = async function* delayed(travel: () => Promise<void>) {
      for await (const chunk of body) {
        await travel();
        yield chunk;
      }
    };
    return {
      body: delayed(async () => {
        await this.#travel();
        await new Promise<void>(resolve => this.#deliver(resolve));
      }),
      close,
    };
  }

  #travel(): Promise<void> {
    const { clock, latencyMs } = this.#around;
    return new Promise(resolve => clock.after(latencyMs(), resolve));
  }

  #deliver(fn: () => void): void {
    if (this.#paused) {
      this.#backlog.add(fn);
    } else if (!this.#dead) {
      fn();
    }
  }
}

function outage(status: number): KubeError {
  return new KubeError('no', { code: 'KUBE_STATUS', status, ambiguous: true });
}
