/**
 * What tests of a controller need: a proxy that breaks what goes to and comes from a real API server, time that stands still until it
 * is moved, and waiting without polling.
 *
 * @packageDocumentation
 */
export {
  type Fault,
  FaultProxy,
  type FaultRule,
  type Interruption,
  type LoggedRequest,
  type ProxiedRequest,
} from './FaultProxy';
export { errorEvent, refusal } from './FaultProxyRefusal';
export {
  grantManifest,
  type GrantedRights,
  type RightsObject,
} from './grantManifest';
export { ManualClock } from './ManualClock';
export { Recorder } from './Recorder';
export { removeNamespace } from './removeNamespace';
