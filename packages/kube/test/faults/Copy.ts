import { isDeepStrictEqual } from 'node:util';
import {
  Informer,
  KubeObject,
  ReflectorOptions,
  ReflectorState,
  splitKey,
  Transport,
} from '../../src';
import { Recorder } from '../../src/testing/Recorder';

/** What is kept of an object. */
export interface Seen {
  uid: string;
  /** How often it was written. */
  count: number;
  text: string;
}

/** What there is, or what a copy is. */
export interface Content {
  /** By name. */
  objects: Record<string, Seen | undefined>;
  /** What was there and never was, or was older than what was there before it. */
  wrong: string[];
}

/** What a copy is made of, by another way. */
export interface Original {
  truth(): Promise<Content>;
  /** Whether an object of this UID was ever made. */
  knows(uid: string): boolean;
}

/** All but what every namespace is given. */
export const OURS = 'metadata.name!=kube-root-ca.crt';

/** Long beyond any backoff; what is not true by then is shown instead of a time-out. Milliseconds. */
const DEADLINE_MS = 30_000;

/** A copy of the objects of one resource and namespace, kept by an informer, and a record of all that was wrong with it. */
export class Copy {
  readonly states = new Recorder<ReflectorState>();
  readonly informer: Informer<KubeObject, Seen>;
  readonly #abort = new AbortController();
  readonly #running: Promise<void>;
  readonly #last = new Map<string, Seen>();
  readonly #seen = new Set<string>();
  readonly #backwards: string[] = [];

  constructor(
    transport: Transport,
    scope: Pick<
      ReflectorOptions<KubeObject, Seen>,
      'resource' | 'namespace' | 'clock'
    >,
    private readonly original: Original,
  ) {
    this.informer = new Informer<KubeObject, Seen>(transport, {
      ...scope,
      fieldSelector: OURS,
      project: projectSeen,
      onState: this.states.record,
      random: () => 0.01,
    });
    this.informer.store.onChange(keys => keys.forEach(key => this.#look(key)));
    this.#running = this.informer.run(this.#abort.signal);
  }

  /** Resolves the next time that it follows. */
  watching(): Promise<ReflectorState> {
    return this.states.next(state => state === 'watching');
  }

  /** What it is, once that is what there is; nobody may write meanwhile. */
  async settled(): Promise<Content> {
    const { objects } = await this.original.truth();
    await this.#until(() => isDeepStrictEqual(this.#objects(), objects));
    const invented = [...this.#seen]
      .filter(uid => !this.original.knows(uid))
      .map(uid => `nobody made ${uid}`);
    return {
      objects: this.#objects(),
      wrong: [...invented, ...this.#backwards],
    };
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  #objects(): Content['objects'] {
    const { store } = this.informer;
    return Object.fromEntries(
      [...store.keys()].map(key => [splitKey(key).name, store.get(key)]),
    );
  }

  #look(key: string): void {
    const now = this.informer.store.get(key);
    const before = this.#last.get(key);
    if (!now) {
      return;
    }
    this.#seen.add(now.uid);
    this.#last.set(key, now);
    if (before && before.count >= now.count) {
      this.#backwards.push(`${key}: ${now.count} after ${before.count}`);
    }
  }

  #until(isSo: () => boolean): Promise<void> {
    return new Promise(resolve => {
      const timer = setTimeout(done, DEADLINE_MS);
      const stop = this.informer.store.onChange(() => isSo() && done());
      function done() {
        clearTimeout(timer);
        stop();
        resolve();
      }
      if (isSo()) {
        done();
      }
    });
  }
}

/** What a {@link Copy} keeps of an object. */
export function projectSeen({ metadata = {} }: KubeObject): Seen {
  const { uid = '', annotations = {} } = metadata;
  return { uid, count: Number(annotations.count), text: annotations.text };
}
