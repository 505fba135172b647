import type { Settings } from './settings';
import { checkSettings, DEFINITIONS } from './settings';
import {
  type Definitions,
  ipAddress,
  oneOf,
  optional,
  readDefined,
  type SettingsSources,
  wholeNumber,
} from './settingDefinition';

/** From the most to the least that can be logged. */
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** The least urgent lines that are logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Settings of the program: the operator's, and what a hosted one leaves to its host. */
export interface ProgramSettings extends Settings {
  /** Port of health and metrics; 0 turns them off. */
  httpPort: number;
  /** Address that it listens on. All of the machine's where absent. */
  httpAddress?: string;
  logLevel: LogLevel;
}

/** Every setting of the program. */
export const PROGRAM_DEFINITIONS: Definitions<ProgramSettings> = {
  ...DEFINITIONS,
  httpPort: {
    env: 'VDI_HTTP_PORT',
    read: wholeNumber(0, 65_535),
    // Where controllers have their metrics by custom.
    fallback: 8080,
  },
  httpAddress: optional({ env: 'VDI_HTTP_ADDRESS', read: ipAddress }),
  logLevel: {
    env: 'VDI_LOG_LEVEL',
    read: oneOf(LOG_LEVELS),
    fallback: 'info',
  },
};

/** As `readSettings`, for the program. */
export function readProgramSettings(sources: SettingsSources): ProgramSettings {
  return checkSettings(readDefined(PROGRAM_DEFINITIONS, sources));
}
