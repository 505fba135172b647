/**
 * A real local Kubernetes for start, tests and benchmarks: builds its components from source, starts and ends them.
 * Nothing here knows of desktops, but that Traefik serves `*.vdi.localhost`.
 */
export { startCluster } from './startCluster';
export type { StartOptions } from './startCluster';
export { ONE_BINDER } from './node/kwok';
export { removeAbandoned } from './removeAbandoned';
export { findCluster } from './cluster';
export type { Cluster } from './cluster';
export type { ComponentControl } from './componentControl';
export { cacheFolder, clusterFolder } from './folders';
export { freePorts } from './ports';
export { buildComponents } from './build/buildComponents';
export type { BuildOptions } from './build/buildComponents';
export { goBuild } from './build/goBuild';
export type { GoBuildOptions } from './build/goBuild';
export { locateModule } from './build/locateModule';
export { prepareNode } from './node/kubelet/prepareNode';
export type { PreparedNode, PrepareOptions } from './node/kubelet/prepareNode';
export { prepareTurnserver } from './turnserver/prepareTurnserver';
export { startTurnserver } from './turnserver/startTurnserver';
export type {
  Turnserver,
  TurnserverOptions,
} from './turnserver/startTurnserver';
export { preparePostgres } from './postgres/preparePostgres';
export { startPostgres } from './postgres/startPostgres';
export type { Postgres } from './postgres/startPostgres';
export { interruptible, InterruptedError } from './process/interruptible';
export { passOn } from './process/passOn';
export { ClusterError } from './errors';
export type { ClusterErrorCode } from './errors';
export type { ComponentName } from './build/components';
export type { LogOptions } from './log';
export type { NodeKind } from './state';
