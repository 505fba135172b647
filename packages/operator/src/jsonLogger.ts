import type { LogFields, Logger } from '@backstage-vdi/kube';
import { LOG_LEVELS, type LogLevel } from './programSettings';

/** One JSON object a line: what log collectors read. Lines less urgent than `level` are left out. */
export function createJsonLogger(
  write: (line: string) => void,
  level: LogLevel = 'info',
): Logger {
  const log = (own: LogLevel) => (message: string, fields?: LogFields) => {
    if (LOG_LEVELS.indexOf(own) < LOG_LEVELS.indexOf(level)) return;
    const time = new Date().toISOString();
    write(`${JSON.stringify({ time, level: own, message, ...fields })}\n`);
  };
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}
