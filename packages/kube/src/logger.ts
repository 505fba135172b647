/** Values a log line may carry beside its message. */
export type LogFields = {
  [name: string]: string | number | boolean | undefined;
};

/**
 * The few log methods this package calls. `console`, Backstage's `LoggerService` and most loggers fit as they are.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
