import { once } from 'node:events';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createOperator,
  createReach,
  type Meter,
  observeOperator,
  OperatorMetrics,
} from '@backstage-vdi/operator';
import type { ClusterOptions } from '../config/readClusters';
import { awaitConnection } from './awaitConnection';
import { type OpenCluster, openCluster } from './openCluster';

/** How long the operator may take to end what it has begun, in milliseconds: its next start takes up the rest. */
const STOP_GRACE_MS = 5_000;

/** What is run for a cluster, and what it tells. */
export interface ClusterHost {
  cluster: ClusterOptions;
  logger: LoggerService;
  meter: Meter;
}

/**
 * Finds a cluster, however long that takes, and keeps what is in memory of it up to date, with the operator beside it where the configuration
 * says so. Returns when it was stopped and nothing runs any more.
 *
 * @param until.stopping - ends it when it aborts
 * @param until.onMissing - called where there is no way to the cluster yet; why is in the log
 * @param until.onOpen - called once, when there is a way and before anything is read
 */
export async function hostCluster(
  { cluster, logger, meter }: ClusterHost,
  {
    stopping,
    onMissing,
    onOpen,
  }: {
    stopping: AbortSignal;
    onMissing(): void;
    onOpen(open: OpenCluster): void;
  },
): Promise<void> {
  const { enabled, settings } = cluster.operator;
  const connection = await awaitConnection(cluster.kubernetes, {
    signal: stopping,
    onFailure: why => {
      onMissing();
      logger.warn(`The portal finds no cluster for desktops: ${why}`);
    },
  });
  if (!connection) return;

  const metrics = new OperatorMetrics(meter);
  const open = openCluster({ connection, settings, logger, metrics });
  const { client, transport } = open;
  onOpen(open);
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
  await open.close();
}
