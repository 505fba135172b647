/**
 * What the vdi plugins and the operator share: types of the Kubernetes API and of the session API, its client, names,
 * words and units. No I/O of its own; runs in browsers and servers.
 *
 * @packageDocumentation
 */
export type { VDISession } from './generated/VDISession';
export type { VDITemplate } from './generated/VDITemplate';
export type { ObjectMeta, OwnerReference } from './objectMeta';
export * from './kubernetesNames';
export * from './names';
export * from './duration';
export * from './permissions';
export * from './quantity';
export * from './gpu';
export * from './size';
export * from './states';
export * from './terms';
export * from './turn';
export * from './api';
export * from './VdiClient';
