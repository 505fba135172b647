import { once } from 'node:events';
import { Transport } from '@backstage-vdi/kube';
import {
  createOperator,
  createReach,
  type NewSession,
  observeOperator,
  OperatorMetrics,
  SessionsClient,
} from '@backstage-vdi/operator';
import type {
  SessionRef,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { ClusterUnavailableError } from '../service/errors';
import { awaitConnection } from './awaitConnection';
import { ClusterWrites } from './ClusterWrites';
import type { DesktopsHost, HostedDesktops } from './Desktops';
import { describeUnsynced } from './describeUnsynced';

/** How long the operator may take to end what it has begun, in milliseconds: its next start takes up the rest. */
const STOP_GRACE_MS = 5_000;

const SEE_LOG = "An administrator finds the reason in the portal's log.";

type OwnersListener = (owners: readonly string[]) => void;

/** The desktops of a Kubernetes cluster, with the operator beside them where the configuration says so. */
export class ClusterDesktops implements HostedDesktops {
  readonly #host: Parameters<DesktopsHost>[0];
  readonly #listeners: OwnersListener[] = [];
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #cluster?: { client: SessionsClient; writes: ClusterWrites };
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
    return this.#synced().client.getSession(ref);
  }

  sessionByUid(uid: string): VDISession | undefined {
    return this.#synced().client.getSessionByUid(uid);
  }

  sessionsOf(owners: readonly string[]): VDISession[] {
    const { client } = this.#synced();
    return owners.flatMap(owner => client.listSessions({ owner }));
  }

  template(name: string): VDITemplate | undefined {
    return this.#synced().client.getTemplate(name);
  }

  templates(): VDITemplate[] {
    return this.#synced().client.listTemplates();
  }

  createSession(session: NewSession): Promise<VDISession> {
    return this.#synced().writes.createSession(session);
  }

  deleteSession(session: VDISession): Promise<void> {
    return this.#synced().writes.deleteSession(session);
  }

  onOwnersChange(listener: OwnersListener): void {
    this.#listeners.push(listener);
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
    this.#cluster = {
      client,
      writes: new ClusterWrites({ transport, client, logger }),
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
    await transport.close();
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
