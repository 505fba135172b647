/**
 * The VDISession operator: observe, plan (pure), execute. Makes desktops of sessions, alone or hosted by another program.
 *
 * @packageDocumentation
 */
export * from './operator';
export * from './resources';
export * from './sessionsClient';
export {
  describeSettings,
  readSettings,
  type Settings,
  SettingsError,
  type SettingsSources,
} from './settings';
