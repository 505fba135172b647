/**
 * A small Kubernetes controller runtime for Node: transport, reflector, store, work queue.
 *
 * @packageDocumentation
 */
export * from './clock';
export * from './connection';
export * from './errors';
export * from './loadConnection';
export * from './logger';
export * from './object';
export * from './resource';
export * from './resourceVersion';
export * from './transport';
