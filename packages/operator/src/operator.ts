import type {
  Informer,
  KubeObject,
  Logger,
  ReconcileInfo,
  ReflectorHealth,
  Transport,
} from '@backstage-vdi/kube';
import { createElector, leaseNameOf } from './leadership/createElector';
import { Term } from './leadership/Term';
import { untilAborted } from './leadership/untilAborted';
import type { OperatorMetrics } from './metrics/OperatorMetrics';
import { CHILDREN, VDISESSION, VDITEMPLATE } from './resources';
import { ChildCaches } from './session/ChildCaches';
import { enqueueChanges } from './session/enqueue';
import { SessionsClient } from './sessionsClient';
import type { Settings } from './settings';

/** Options of {@link createOperator}. */
export interface OperatorOptions {
  transport: Transport;
  settings: Settings;
  logger: Logger;
  /** Sessions and templates, where the caller reads them too. Default: of its own. */
  client?: SessionsClient;
  /** Milliseconds since 1970. Default `Date.now`. */
  now?: () => number;
  /** Called after each reconcile; must not throw. */
  onReconcile?: (info: ReconcileInfo) => void;
  /** Takes what happens. */
  metrics?: OperatorMetrics;
}

/** How the watch of a resource is doing. */
export interface WatchHealth extends ReflectorHealth {
  /** Whether all of it was read once, or it need not be. */
  synced: boolean;
}

/** How an operator is doing. */
export interface OperatorHealth {
  /** Whether everything was read for the first time. */
  synced: boolean;
  /** Whether it was asked to stop. */
  stopping: boolean;
  /** Name of the lease that it competes for. */
  lease: string;
  /** Whether this is the one that works; the others stand by with everything read. */
  isLeader: boolean;
  /** Who works, as far as was seen: the identity in the lease. */
  leader?: string;
  /** By plural of the resource. */
  watches: Record<string, WatchHealth>;
}

/** Makes desktops of VDISessions, while it runs. */
export interface Operator {
  readonly client: SessionsClient;
  /** Starts it and returns at once; it never gives up. To be called once. */
  start(): void;
  /**
   * Takes up nothing more, ends what it has begun, lets another work, and resolves when nothing runs any more.
   *
   * @param graceMs - how long that may take. Default 30 000.
   */
  stop(graceMs?: number): Promise<void>;
  /** Resolves when everything was read for the first time, or when it stops before that. Never rejects. */
  readonly synced: Promise<void>;
  health(): OperatorHealth;
}

/** What Kubernetes grants a pod. */
const GRACE_MS = 30_000;

/**
 * Makes an operator. It reads at all times and works while it is elected, so that a takeover begins with everything read.
 */
export function createOperator(options: OperatorOptions): Operator {
  const { transport, settings, logger, metrics, now = Date.now } = options;
  const { namespace } = settings;
  const client =
    options.client ?? new SessionsClient({ transport, namespace, logger });
  const { sessions, templates } = client;
  const children = new ChildCaches({ transport, namespace, logger });
  const onReconcile = (info: ReconcileInfo) => {
    metrics?.reconciled(info);
    options.onReconcile?.(info);
  };
  const elector = createElector({ transport, settings, logger });

  const informers = Object.values(children.byKind);
  const synced = Promise.all([client, ...informers].map(it => it.synced)).then(
    () => undefined,
  );
  const hasSynced = () => [client, ...informers].every(it => it.hasSynced);
  const stopping = new AbortController();
  const reading = new AbortController();
  let grace = GRACE_MS;
  let term: Term | undefined;
  let elected: Promise<void> = Promise.resolve();
  let read: Promise<unknown> = Promise.resolve();

  enqueueChanges({ add: (key, how) => term?.add(key, how) }, client, children);

  return {
    client,
    synced,
    start() {
      const own = options.client ? informers : [client, ...informers];
      read = Promise.all(own.map(it => it.run(reading.signal)));
      elected = elector.run(stopping.signal, async leadership => {
        const over = AbortSignal.any([stopping.signal, leadership.signal]);
        await Promise.race([synced, untilAborted(over)]);
        if (!hasSynced() || over.aborted) return;
        term = new Term(leadership, {
          transport,
          sources: { sessions, templates, children },
          settings,
          logger,
          now,
          onReconcile,
          onStarted: metrics?.started,
        });
        await term.run(stopping.signal, () => grace);
        term = undefined;
      });
    },
    async stop(graceMs = GRACE_MS) {
      grace = graceMs;
      stopping.abort();
      await elected;
      reading.abort();
      await read;
    },
    health: () => ({
      synced: hasSynced(),
      stopping: stopping.signal.aborted,
      lease: leaseNameOf(settings),
      isLeader: elector.health.isLeader,
      leader: elector.health.holder,
      watches: {
        [VDISESSION.plural]: healthOf(sessions),
        [VDITEMPLATE.plural]: healthOf(templates),
        [CHILDREN.home.plural]: healthOf(children.home),
        [CHILDREN.service.plural]: healthOf(children.service),
        [CHILDREN.route.plural]: healthOf(children.route),
        [CHILDREN.pod.plural]: healthOf(children.pod),
      },
    }),
  };
}

function healthOf<T extends KubeObject, R>(
  informer: Informer<T, R>,
): WatchHealth {
  return { ...informer.health, synced: informer.hasSynced };
}
