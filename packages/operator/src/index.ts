/**
 * The VDISession operator: observe, plan (pure), execute. Makes desktops of sessions, alone or hosted by another program.
 *
 * @packageDocumentation
 */
export { createReach } from './activity/createReach';
export { type Reach } from './activity/reach';
export { type Meter } from './metrics/Meter';
export { observeOperator } from './metrics/observeOperator';
export { OperatorMetrics } from './metrics/OperatorMetrics';
export * from './operator';
export { type OperatorHealth, type WatchHealth } from './operatorHealth';
export * from './resources';
export * from './sessionsClient';
export {
  describeSettings,
  readSettings,
  type Settings,
  SettingsError,
  type SettingsSources,
} from './settings';
