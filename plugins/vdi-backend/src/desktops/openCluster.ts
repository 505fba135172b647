import type { LoggerService } from '@backstage/backend-plugin-api';
import { type Connection, Transport } from '@backstage-vdi/kube';
import {
  type OperatorMetrics,
  SessionsClient,
  type Settings,
} from '@backstage-vdi/operator';
import { ClusterNote } from './ClusterNote';
import { ClusterReads } from './ClusterReads';
import { ClusterWrites } from './ClusterWrites';
import type { SharedNote } from './SharedNote';

/** For what people look at and nothing waits for: so few that it cannot hold up what the operator does. */
const READ_CONNECTIONS = 8;

/** The ConfigMap in which replicas tell each other what counts for quotas. */
const NOTE_NAME = 'vdi-quotas';

/** The ways to a cluster. Nothing is asked of it yet. */
export interface OpenCluster {
  transport: Transport;
  /** What is in memory of it, while it runs. */
  client: SessionsClient;
  writes: ClusterWrites;
  reads: ClusterReads;
  note: SharedNote;
  close(): Promise<void>;
}

/** Opens the ways to the cluster that a connection leads to. */
export function openCluster(options: {
  connection: Connection;
  settings: Settings;
  logger: LoggerService;
  metrics: OperatorMetrics;
}): OpenCluster {
  const { connection, settings, logger, metrics } = options;
  const transport = new Transport(connection, {
    userAgent: 'backstage-vdi/0',
    onRequest: metrics.requested,
  });
  const { namespace } = settings;
  const client = new SessionsClient({ transport, namespace, logger });
  const apart = transport.apart(READ_CONNECTIONS);
  return {
    transport,
    client,
    writes: new ClusterWrites({ transport, client, logger }),
    reads: new ClusterReads({ transport: apart, logger }),
    note: new ClusterNote({
      transport,
      // Beside the lease, which is where the portal's replicas find each other already.
      ref: {
        namespace: settings.leaseNamespace ?? transport.namespace,
        name: NOTE_NAME,
      },
      logger,
    }),
    async close() {
      await Promise.all([transport.close(), apart.close()]);
    },
  };
}
