import {
  type Logger,
  type ReconcileInfo,
  systemClock,
  type Transport,
} from '@backstage-vdi/kube';
import type { Reach } from './activity/reach';
import { ClaimWarnings } from './events/ClaimWarnings';
import { Evictions } from './events/Evictions';
import { GpuWatch } from './gpus/GpuWatch';
import { createElector, leaseNameOf } from './leadership/createElector';
import { Term } from './leadership/Term';
import { untilAborted } from './leadership/untilAborted';
import { meterReach } from './metrics/meterReach';
import type { OperatorMetrics } from './metrics/OperatorMetrics';
import { type NodeCache, projectNode } from './nodes/nodeRecord';
import { type OperatorHealth, watchesOf } from './operatorHealth';
import { OptionalCache } from './OptionalCache';
import { routeReachOf } from './reachability/routeReachOf';
import type { RouteReach } from './reachability/routeReach';
import { type ChildKind, NODE } from './resources';
import { HostClaims } from './routes/HostClaims';
import { removeLeftRoutes } from './routes/removeLeftRoutes';
import { rendererOf } from './routes/rendererOf';
import { ChildCaches } from './session/ChildCaches';
import { enqueueChanges } from './session/enqueue';
import { sessionsOfChild } from './session/sessionsOfChild';
import { SessionsClient } from './sessionsClient';
import type { Settings } from './settings';
import { TEMPLATE_CONTROLLER } from './template/TemplateTerm';
import { TemplateWork } from './template/TemplateWork';
import { watchEventLoop } from './watchEventLoop';

/** Options of {@link createOperator}. */
export interface OperatorOptions {
  transport: Transport;
  settings: Settings;
  logger: Logger;
  /** Sessions and templates, where the caller reads them too. Default: of its own. */
  client?: SessionsClient;
  /** The way to desktops. Default: none; nobody looks whether somebody is connected, and no desktop stops because nobody is. */
  reach?: Reach;
  /** The way to desktops that browsers take. Default: the one that the settings `routeCheck` and `routeCheckCa` say. */
  routeReach?: RouteReach;
  /**
   * Milliseconds since 1970. Default: the API server's time, by which the times in its objects are made, so that nothing ends early
   * because somebody set our clock.
   */
  now?: () => number;
  /** Called after each reconcile; must not throw. */
  onReconcile?: (info: ReconcileInfo) => void;
  /** Takes what happens. */
  metrics?: OperatorMetrics;
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
  const { transport, settings, logger, metrics } = options;
  const now = options.now ?? (() => transport.serverTime() ?? Date.now());
  const { namespace } = settings;
  const client =
    options.client ?? new SessionsClient({ transport, namespace, logger });
  const { sessions, templates } = client;
  const children = new ChildCaches({
    transport,
    namespace,
    routes: rendererOf(settings),
    logger,
  });
  const hosts = new HostClaims({
    sessions: sessions.store,
    routes: children.route.store,
    settings,
  });
  const nodes: NodeCache = new OptionalCache({
    transport,
    resource: NODE,
    logger,
    project: projectNode,
  });
  const gpus = new GpuWatch({
    nodes,
    sessions: sessions.store,
    pods: children.pod.store,
  });
  const claimWarnings = new ClaimWarnings({ transport, namespace, logger });
  const evictions = new Evictions({ transport, namespace, logger });
  // Templates are the cluster's: who looks after one namespace does not see all sessions of one, and there may be others who do.
  const templateWork = namespace
    ? undefined
    : new TemplateWork({
        transport,
        client,
        nodes,
        settings,
        logger,
        now,
        onReconcile: info => metrics?.reconciled(info, TEMPLATE_CONTROLLER),
      });
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
  const reach =
    metrics && options.reach
      ? meterReach(options.reach, metrics.probed)
      : options.reach;
  const routeReach = options.routeReach ?? routeReachOf(settings);
  let grace = GRACE_MS;
  let term: Term | undefined;
  let elected: Promise<void> = Promise.resolve();
  let read: Promise<unknown> = Promise.resolve();
  let stopWatching = () => {};

  enqueueChanges({ add: (key, how) => term?.add(key, how) }, client, children);
  hosts.onChange(keys => {
    for (const key of keys) term?.add(key);
  });
  gpus.onWaiting(keys => {
    for (const key of keys) term?.add(key, { priority: 'low' });
  });
  const lookAgain = (kind: ChildKind) => (objects: string[]) => {
    for (const object of objects) {
      const keys = sessionsOfChild(sessions.store, kind, object);
      for (const key of keys) term?.add(key);
    }
  };
  claimWarnings.onChange(lookAgain('home'));
  evictions.onChange(lookAgain('pod'));

  return {
    client,
    synced,
    start() {
      stopWatching = watchEventLoop({
        logger,
        clock: systemClock,
        onLag: metrics?.lagged,
      });
      const own = options.client ? informers : [client, ...informers];
      // Not waited for: nodes, Events and DaemonSets may be none of its business.
      const others = [
        nodes,
        claimWarnings,
        evictions,
        ...(templateWork ? [templateWork] : []),
      ];
      read = Promise.all([...others, ...own].map(it => it.run(reading.signal)));
      elected = elector.run(stopping.signal, async leadership => {
        const over = AbortSignal.any([stopping.signal, leadership.signal]);
        await Promise.race([synced, untilAborted(over)]);
        if (!hasSynced() || over.aborted) return;
        term = new Term(leadership, {
          transport,
          sources: {
            sessions,
            templates,
            children,
            hosts,
            gpus,
            claimWarnings,
            evictions,
          },
          reach,
          routeReach,
          settings,
          logger,
          now,
          onReconcile,
          onStarted: metrics?.started,
          onRouted: metrics?.routed,
          onEventDropped: metrics?.eventDropped,
        });
        await Promise.all([
          term.run(stopping.signal, () => grace),
          removeLeftRoutes(
            {
              transport: transport.guardedBy(leadership),
              routes: children.route.store,
              settings,
              logger,
            },
            over,
          ),
          templateWork?.lead(leadership, stopping.signal, () => grace),
        ]);
        term = undefined;
      });
    },
    async stop(graceMs = GRACE_MS) {
      grace = graceMs;
      stopping.abort();
      await elected;
      reading.abort();
      await read;
      gpus.stop();
      stopWatching();
    },
    health: () => ({
      synced: hasSynced(),
      stopping: stopping.signal.aborted,
      lease: leaseNameOf(settings),
      isLeader: elector.health.isLeader,
      leader: elector.health.holder,
      queue: term?.stats,
      watches: watchesOf(client, children),
    }),
  };
}
