/**
 * A small Kubernetes controller runtime for Node: transport, reflector, store, work queue, leader election, events.
 *
 * @packageDocumentation
 */
export { type Clock, sleep, systemClock } from './clock';
export {
  type Connection,
  ConnectionError,
  type Credentials,
  type TlsOptions,
} from './connection';
export {
  Controller,
  type ControllerOptions,
  type ControllerStats,
  type Reconcile,
  type ReconcileContext,
  type ReconcileInfo,
  type ReconcileResult,
  TerminalError,
} from './controller';
export {
  isAlreadyExists,
  isConflict,
  isForbidden,
  isGone,
  isInvalid,
  isNotFound,
  isTransient,
  KubeError,
  type KubeErrorCode,
} from './errors';
export { type HttpClientOptions } from './httpClient';
export {
  type Event,
  EVENT,
  type EventRecord,
  type ObjectReference,
} from './event';
export { EventLoopWatch } from './eventLoopWatch';
export {
  type DropReason,
  EventRecorder,
  type EventRecorderOptions,
} from './eventRecorder';
export { freshCredentials } from './freshCredentials';
export { type Http } from './http';
export { inClusterConnection } from './inCluster';
export { Informer, type InformerOptions } from './informer';
export { type Item } from './item';
export { type ConnectionOptions, loadConnection } from './loadConnection';
export { type Leadership, LeadershipLostError } from './leadership';
export { LEASE, type Lease } from './lease';
export {
  type Lead,
  LeaseElector,
  type LeaseElectorHealth,
  type LeaseElectorOptions,
} from './leaseElector';
export { type LogFields, type Logger } from './logger';
export {
  isStatus,
  keyOf,
  type KubeList,
  type KubeObject,
  type ObjectMeta,
  type OwnerReference,
  splitKey,
  type Status,
} from './object';
export { RecordIndex } from './recordIndex';
export {
  Reflector,
  type ReflectorEvent,
  type ReflectorHealth,
  type ReflectorOptions,
  type ReflectorState,
} from './reflector';
export {
  type CallOptions,
  type Query,
  type RawRequest,
  type RequestInfo,
  type Stream,
  type Verb,
} from './request';
export {
  apiVersionOf,
  NAMESPACE,
  type ObjectRef,
  PERSISTENT_VOLUME_CLAIM,
  POD,
  type Resource,
  resourcePath,
  SERVICE,
} from './resource';
export { compareResourceVersions } from './resourceVersion';
export { whenAborted } from './signals';
export {
  type ChangeCause,
  type ChangeListener,
  Store,
  type StoreOptions,
} from './store';
export {
  type DeleteOptions,
  type ListOptions,
  type Patch,
  Transport,
  type TransportOptions,
  type WriteOptions,
} from './transport';
export {
  type AddOptions,
  type Priority,
  type RetryOptions,
  type Work,
  WorkQueue,
  type WorkQueueOptions,
  type WorkQueueStats,
} from './workqueue';
