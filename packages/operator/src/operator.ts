import {
  Controller,
  type Logger,
  type ReconcileInfo,
  type ReflectorHealth,
  type Transport,
} from '@backstage-vdi/kube';
import { CHILDREN, VDISESSION, VDITEMPLATE } from './resources';
import { ChildCaches } from './session/ChildCaches';
import { enqueueChanges } from './session/enqueue';
import { createReconcile } from './session/reconcile';
import { Refusals } from './session/refusals';
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
}

/** How an operator is doing. */
export interface OperatorHealth {
  /** Whether everything was read for the first time, and sessions are worked on. */
  synced: boolean;
  /** By plural of the resource. */
  watches: Record<string, ReflectorHealth>;
}

/** Makes desktops of VDISessions, while it runs. */
export interface Operator {
  readonly client: SessionsClient;
  /** Starts it and returns at once; it never gives up. To be called once. */
  start(): void;
  /**
   * Takes up nothing more, ends what it has begun, and resolves when nothing runs any more.
   *
   * @param graceMs - how long that may take. Default 30 000.
   */
  stop(graceMs?: number): Promise<void>;
  /** Resolves when everything was read for the first time, or when it stops before that. Never rejects. */
  readonly synced: Promise<void>;
  health(): OperatorHealth;
}

/** Makes an operator. */
export function createOperator(options: OperatorOptions): Operator {
  const { transport, settings, logger, now = Date.now } = options;
  const { namespace } = settings;
  const client =
    options.client ?? new SessionsClient({ transport, namespace, logger });
  const { sessions, templates } = client;
  const children = new ChildCaches({ transport, namespace, logger });
  const refusals = new Refusals();
  const controller = new Controller({
    name: 'vdisession',
    workers: settings.concurrency,
    logger,
    onReconcile: options.onReconcile,
    reconcile: createReconcile({
      transport,
      sources: { sessions, templates, children, refusals },
      settings,
      now,
    }),
  });
  enqueueChanges(controller, client, children);

  const informers = Object.values(children.byKind);
  const synced = Promise.all([client, ...informers].map(it => it.synced)).then(
    () => undefined,
  );
  const hasSynced = () => [client, ...informers].every(it => it.hasSynced);
  const abort = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  return {
    client,
    synced,
    start() {
      const own = options.client ? informers : [client, ...informers];
      running = Promise.all(own.map(it => it.run(abort.signal)));
      // Not awaited by stop(): a cluster that never answers is never read.
      synced.then(() => {
        if (hasSynced() && !abort.signal.aborted) controller.start();
      });
    },
    async stop(graceMs) {
      await controller.stop({ graceMs });
      abort.abort();
      await running;
    },
    health: () => ({
      synced: hasSynced(),
      watches: {
        [VDISESSION.plural]: sessions.health,
        [VDITEMPLATE.plural]: templates.health,
        [CHILDREN.home.plural]: children.home.health,
        [CHILDREN.service.plural]: children.service.health,
        [CHILDREN.route.plural]: children.route.health,
        [CHILDREN.pod.plural]: children.pod.health,
      },
    }),
  };
}
