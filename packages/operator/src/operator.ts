import {
  type ChangeCause,
  type ChangeListener,
  Controller,
  keyOf,
  type Logger,
  type Priority,
  type ReconcileInfo,
  type ReflectorHealth,
  type Transport,
} from '@backstage-vdi/kube';
import { CHILDREN, VDISESSION, VDITEMPLATE } from './resources';
import { BY_SESSION, createChildCaches } from './session/caches';
import { execute } from './session/execute';
import { observe, type Sources } from './session/observe';
import { planSession } from './session/plan';
import { Refusals } from './session/refusals';
import { BY_CHILD, BY_TEMPLATE, SessionsClient } from './sessionsClient';
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

  const controller = new Controller({
    name: 'vdisession',
    workers: settings.concurrency,
    logger,
    onReconcile: options.onReconcile,
    reconcile: (key, { signal }) => reconcile(key, signal),
  });
  const addAll = () => {
    for (const key of sessions.store.keys()) {
      controller.add(key, { priority: 'low' });
    }
  };
  const children = createChildCaches(transport, {
    namespace,
    logger,
    onRoutesKnown: addAll,
  });
  const sources: Sources = {
    sessions,
    templates,
    children,
    refusals: new Refusals(),
  };
  const uids = new Map<string, string>();

  async function reconcile(key: string, signal: AbortSignal) {
    const view = observe(key, sources);
    const uid = view?.session.metadata.uid;
    const before = uids.get(key);
    if (before !== undefined && before !== uid) sources.refusals.forget(before);
    if (!view || uid === undefined) {
      uids.delete(key);
      return undefined;
    }
    uids.set(key, uid);
    const plan = planSession(view, now(), settings);
    const executor = { ...sources, transport, signal, now };
    const again = await execute(plan, view, executor);
    if (again) return { requeueAfterMs: 0 };
    return plan.requeueAt === undefined
      ? undefined
      : { requeueAfterMs: plan.requeueAt - now() };
  }

  function wire(): void {
    // Own writes too: whoever shares the client makes and deletes sessions by it, and the watch does not tell those again.
    sessions.store.onChange((keys, cause) => {
      for (const key of keys) {
        controller.add(key, { priority: priorityOf(key, cause) });
      }
    });
    templates.store.onChange(names => {
      for (const name of names) {
        for (const session of sessions.store.by(BY_TEMPLATE, name)) {
          controller.add(keyOf(session));
        }
      }
    });
    for (const { store } of Object.values(children)) {
      const listener: ChangeListener = (labels, cause) => {
        // What the operator made itself is planned on already.
        if (cause === 'own') return;
        const priority = cause === 'sync' ? 'low' : 'normal';
        for (const label of labels) {
          for (const session of sessions.store.by(BY_CHILD, label)) {
            controller.add(keyOf(session), { priority });
          }
        }
      };
      store.onIndexChange(BY_SESSION, listener);
    }
  }

  function priorityOf(key: string, cause: ChangeCause): Priority {
    const session = sessions.store.get(key);
    const frees =
      session?.metadata.deletionTimestamp || session?.spec.running === false;
    if (frees) return 'high';
    return cause === 'sync' ? 'low' : 'normal';
  }

  const informers = [
    ...Object.values(children),
    ...(options.client ? [] : [client]),
  ];
  const abort = new AbortController();
  let running: Promise<unknown> = Promise.resolve();
  const synced = Promise.all([
    client.synced,
    ...Object.values(children).map(informer => informer.synced),
  ]).then(() => undefined);

  const hasSynced = () =>
    client.hasSynced &&
    Object.values(children).every(informer => informer.hasSynced);

  return {
    client,
    synced,
    start() {
      wire();
      running = Promise.all(
        informers.map(informer => informer.run(abort.signal)),
      );
      // Not awaited by stop(): a cluster that never answers is never read.
      synced.then(() => {
        if (!abort.signal.aborted) controller.start();
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
        ...Object.fromEntries(
          Object.entries(children).map(([kind, informer]) => [
            CHILDREN[kind as keyof typeof CHILDREN].plural,
            informer.health,
          ]),
        ),
      },
    }),
  };
}
