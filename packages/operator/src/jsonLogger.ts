import type { LogFields, Logger } from '@backstage-vdi/kube';

/** One JSON object a line: what log collectors read. Debug lines are left out. */
export function createJsonLogger(write: (line: string) => void): Logger {
  const log = (level: string) => (message: string, fields?: LogFields) =>
    write(
      `${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`,
    );
  return {
    debug: () => {},
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}
