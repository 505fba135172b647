import { once } from 'node:events';
import { splitKey, Transport } from '@backstage-vdi/kube';
import {
  createOperator,
  createReach,
  type NewSession,
  observeOperator,
  OperatorMetrics,
  SessionsClient,
} from '@backstage-vdi/operator';
import {
  type ClusterState,
  DEFAULT_CLUSTER,
  type SessionRef,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import { awaitConnection } from './awaitConnection';
import type { ClusterEvents } from './ClusterEvent';
import { ClusterReads } from './ClusterReads';
import { ClusterWrites } from './ClusterWrites';
import type { DesktopsHost, HostedDesktops } from './Desktops';
import { describeUnsynced } from './describeUnsynced';
import type { SessionChange } from './SessionChange';
import type { LogOptions } from './LogOptions';

/** How long the operator may take to end what it has begun, in milliseconds: its next start takes up the rest. */
const STOP_GRACE_MS = 5_000;

/** For what people look at and nothing waits for: so few that it cannot hold up what the operator does. */
const READ_CONNECTIONS = 8;

const SEE_LOG = "An administrator finds the reason in the portal's log.";

type OwnersListener = (owners: readonly string[]) => void;
type SessionsListener = (refs: readonly SessionRef[]) => void;

const inCluster = (session: VDISession): SessionInCluster => ({
  cluster: DEFAULT_CLUSTER,
  session,
});

/** The desktops of a Kubernetes cluster, with the operator beside them where the configuration says so. */
export class ClusterDesktops implements HostedDesktops {
  readonly #host: Parameters<DesktopsHost>[0];
  readonly #listeners: OwnersListener[] = [];
  readonly #sessionsListeners: SessionsListener[] = [];
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #cluster?: {
    client: SessionsClient;
    writes: ClusterWrites;
    reads: ClusterReads;
  };
  /** For whoever asks; the reasons are for the log. */
  #trouble = 'The portal has not connected to its cluster yet.';

  static readonly create: DesktopsHost = host => new ClusterDesktops(host);

  private constructor(host: Parameters<DesktopsHost>[0]) {
    this.#host = host;
  }

  start(): void {
    this.#running = this.#run(this.#stopping.signal).catch(error => {
      this.#trouble = `Desktops are not available. ${SEE_LOG}`;
      this.#host.logger.error(`Desktops are not available: ${error}`, error);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  session(ref: SessionRef): VDISession | undefined {
    const { client } = this.#synced();
    return ref.cluster === DEFAULT_CLUSTER ? client.getSession(ref) : undefined;
  }

  sessionByUid(uid: string): VDISession | undefined {
    return this.#synced().client.getSessionByUid(uid);
  }

  sessionsOf(owners: readonly string[]): SessionInCluster[] {
    const { client } = this.#synced();
    return owners.flatMap(owner =>
      client.listSessions({ owner }).map(inCluster),
    );
  }

  sessions(): SessionInCluster[] {
    return this.#synced().client.listSessions().map(inCluster);
  }

  template(name: string): VDITemplate | undefined {
    return this.#synced().client.getTemplate(name);
  }

  templates(): VDITemplate[] {
    return this.#synced().client.listTemplates();
  }

  async createSession(session: NewSession): Promise<SessionInCluster> {
    return inCluster(await this.#synced().writes.createSession(session));
  }

  async readSession(ref: SessionRef): Promise<VDISession | undefined> {
    return this.#synced().writes.readSession(ref);
  }

  async changeSession(
    { session }: SessionInCluster,
    change: SessionChange,
    version?: string,
  ): Promise<SessionInCluster> {
    const { writes } = this.#synced();
    return inCluster(await writes.changeSession(session, change, version));
  }

  async deleteSession(
    { session }: SessionInCluster,
    version?: string,
  ): Promise<void> {
    await this.#synced().writes.deleteSession(session, version);
  }

  clusters(): ClusterState[] {
    this.#synced();
    return [{ name: DEFAULT_CLUSTER, state: 'ok' }];
  }

  now(): number {
    return this.#synced().writes.now();
  }

  async eventsOf(ref: SessionRef): Promise<ClusterEvents> {
    return this.#synced().reads.eventsOf(ref);
  }

  async logOf(ref: SessionRef, options: LogOptions): Promise<string> {
    return this.#synced().reads.logOf(ref, options);
  }

  onOwnersChange(listener: OwnersListener): void {
    this.#listeners.push(listener);
  }

  onSessionsChange(listener: SessionsListener): void {
    this.#sessionsListeners.push(listener);
  }

  async #run(stopping: AbortSignal): Promise<void> {
    const { logger, meter, options } = this.#host;
    const { enabled, settings } = options.operator;
    const connection = await awaitConnection(options.kubernetes, {
      signal: stopping,
      onFailure: why => {
        this.#trouble = `The portal finds no cluster for desktops. ${SEE_LOG}`;
        logger.warn(`The portal finds no cluster for desktops: ${why}`);
      },
    });
    if (!connection) return;

    const metrics = new OperatorMetrics(meter);
    const transport = new Transport(connection, {
      userAgent: 'backstage-vdi/0',
      onRequest: metrics.requested,
    });
    const client = new SessionsClient({
      transport,
      namespace: settings.namespace,
      logger,
    });
    client.onOwnerChange(owners => {
      for (const listener of this.#listeners) listener(owners);
    });
    client.onSessionChange(keys => {
      const refs = keys.map(key => {
        const { namespace = '', name } = splitKey(key);
        return { cluster: DEFAULT_CLUSTER, namespace, name };
      });
      for (const listener of this.#sessionsListeners) listener(refs);
    });
    const apart = transport.apart(READ_CONNECTIONS);
    this.#cluster = {
      client,
      writes: new ClusterWrites({ transport, client, logger }),
      reads: new ClusterReads({ transport: apart, logger }),
    };
    logger.info(
      `Desktops run on ${connection.server}; the operator runs ${enabled ? 'in this process' : 'elsewhere'}.`,
    );

    const reading = new AbortController();
    const read = client.run(reading.signal);
    const operator =
      enabled &&
      createOperator({
        transport,
        settings,
        logger,
        client,
        reach: createReach(connection, settings.probeVia),
        metrics,
      });
    if (operator) {
      observeOperator(meter, operator);
      operator.start();
    }
    if (!stopping.aborted) await once(stopping, 'abort');
    if (operator) await operator.stop(STOP_GRACE_MS);
    reading.abort();
    await read;
    await Promise.all([transport.close(), apart.close()]);
  }

  #synced() {
    if (!this.#cluster) throw new ClusterUnavailableError(this.#trouble);
    const { client } = this.#cluster;
    if (client.hasSynced) return this.#cluster;
    throw new ClusterUnavailableError(
      describeUnsynced([client.sessions.health, client.templates.health]),
    );
  }
}
