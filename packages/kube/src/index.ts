/**
 * A small Kubernetes controller runtime for Node: transport, reflector, store, work queue.
 *
 * @packageDocumentation
 */
export * from './clock';
export * from './connection';
export * from './controller';
export * from './errors';
export * from './informer';
export * from './item';
export * from './loadConnection';
export * from './logger';
export * from './object';
export * from './reflector';
export * from './resource';
export * from './resourceVersion';
export * from './store';
export * from './transport';
export * from './workqueue';
