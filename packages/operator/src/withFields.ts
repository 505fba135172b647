import type { LogFields, Logger } from '@backstage-vdi/kube';

/** A logger that says these with every line. */
export function withFields(logger: Logger, fixed: LogFields): Logger {
  const log = (level: keyof Logger) => (message: string, fields?: LogFields) =>
    logger[level](message, { ...fixed, ...fields });
  return {
    debug: log('debug'),
    info: log('info'),
    warn: log('warn'),
    error: log('error'),
  };
}
