import type { LogFields, Logger } from '@backstage-vdi/kube';

/** What operators logged. Defends: their log is free of bugs, whatever the network does. */
export class OperatorLog {
  /** Errors that a fault may cause: the call failed and is tried again. */
  readonly troubles: string[] = [];
  /** Errors with a stack trace: nothing that a fault may cause. */
  readonly violations: string[] = [];

  readonly logger: Logger = {
    debug() {},
    info() {},
    warn() {},
    error: (message, fields) => this.error(message, fields),
  };

  error(message: string, { key, stack }: LogFields = {}): void {
    const text = key ? `${message} (${key})` : message;
    if (stack) this.violations.push(`logged as a bug: ${text}\n${stack}`);
    else this.troubles.push(text);
  }

  /** Takes a line that the program `vdi-operator` logged. */
  read(line: string): void {
    const { level, message, ...fields } = JSON.parse(line);
    if (level === 'error') this.error(message, fields);
  }
}
