import {
  Informer,
  type KubeObject,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type Resource,
  SERVICE,
  type Transport,
} from '@backstage-vdi/kube';
import { INGRESS_ROUTE, VDISESSION } from '@backstage-vdi/operator';
import { isRunning } from '../sessions';
import { epochNow } from './epochNow';
import type { Way } from './way';

/** What of a way the cluster tells. */
export type ClusterTimes = Pick<
  Way,
  'created' | 'made' | 'scheduled' | 'started' | 'ready' | 'routed'
>;

/** What an object's state tells to have happened. */
type Sign = keyof ClusterTimes | 'home' | 'service' | 'route' | 'pod';

/** Made together by the operator. */
const CHILD_SIGNS = ['home', 'service', 'route', 'pod'] as const;

interface Pod extends KubeObject {
  status?: {
    conditions?: Array<{ type: string; status: string }>;
    containerStatuses?: Array<{ state?: { running?: object } }>;
  };
}

function signsOfPod({ status = {} }: Pod): Sign[] {
  const holds = (type: string) =>
    status.conditions?.some(it => it.type === type && it.status === 'True');
  const runs = status.containerStatuses?.some(({ state }) => state?.running);
  const signs: Sign[] = ['pod'];
  if (holds('PodScheduled')) signs.push('scheduled');
  if (runs) signs.push('started');
  if (holds('Ready')) signs.push('ready');
  return signs;
}

const WATCHED: Array<[Resource, (object: KubeObject) => Sign[]]> = [
  [VDISESSION, it => (isRunning(it) ? ['created', 'routed'] : ['created'])],
  [PERSISTENT_VOLUME_CLAIM, () => ['home']],
  [SERVICE, () => ['service']],
  [INGRESS_ROUTE, () => ['route']],
  [POD, signsOfPod],
];

/**
 * Sees by watches when a session's desktop comes about. `status.timings` and the pod's conditions tell the same in whole seconds,
 * which is too coarse; each watch tells it within milliseconds of the API server's knowing.
 */
export class DesktopWatch {
  readonly #informers: Array<Informer<KubeObject, Sign[]>>;
  readonly #abort = new AbortController();
  readonly #seen = new Map<string, Map<Sign, number>>();

  constructor(transport: Transport) {
    this.#informers = WATCHED.map(([resource, project]) => {
      const informer = new Informer<KubeObject, Sign[]>(transport, {
        resource,
        project,
      });
      const { store } = informer;
      store.onChange(keys =>
        keys.forEach(key => this.#note(key, store.get(key) ?? [])),
      );
      return informer;
    });
  }

  /** Begins to watch; resolves when it does. */
  async start(): Promise<void> {
    for (const informer of this.#informers) informer.run(this.#abort.signal);
    await Promise.all(this.#informers.map(({ synced }) => synced));
  }

  /** Ends watching. */
  stop(): void {
    this.#abort.abort();
  }

  /** Forgets everything: names come again. */
  forget(): void {
    this.#seen.clear();
  }

  /**
   * When the desktop of the session with this key reached what.
   *
   * @throws Error when it has not reached all of it
   */
  timesOf(key: string): ClusterTimes {
    const at = (sign: Sign) => {
      const time = this.#seen.get(key)?.get(sign);
      if (time === undefined)
        throw new Error(`No watch told "${sign}" of ${key}.`);
      return time;
    };
    return {
      created: at('created'),
      made: Math.max(...CHILD_SIGNS.map(at)),
      scheduled: at('scheduled'),
      started: at('started'),
      ready: at('ready'),
      routed: at('routed'),
    };
  }

  #note(key: string, signs: Sign[]): void {
    const now = epochNow();
    const session = key.replace(/-home$/, '');
    const seen = this.#seen.get(session) ?? new Map<Sign, number>();
    this.#seen.set(session, seen);
    for (const sign of signs) if (!seen.has(sign)) seen.set(sign, now);
  }
}
