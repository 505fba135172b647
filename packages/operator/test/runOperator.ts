import { type Connection, type Logger, Transport } from '@backstage-vdi/kube';
import type { Reach } from '../src/activity/reach';
import { createOperator, type Operator } from '../src/operator';
import { readSettings, type Settings } from '../src/settings';

/** An operator in this process, and what it did. */
export interface RunningOperator {
  operator: Operator;
  /** Writes that the API server took, as `create pods`. */
  writes: string[];
  /** Requests that it had no right to, as `create pods`. */
  forbidden: string[];
  /** Resolves when so many writes were taken since `writes` was last emptied: the watch may tell of one before its reply is here. */
  untilWrites(count: number): Promise<void>;
  /** Resolves after the next reconcile of this session, or at once if there was one. */
  untilReconciled(key: string): Promise<void>;
  /** @throws Error when it logged one: nothing that happens to a session may be an error of the operator's */
  stop(): Promise<void>;
}

const quiet = { debug() {}, info() {}, warn() {} };

/**
 * Starts an operator; resolves when it has read everything.
 *
 * @param options.logger - takes what it logs, errors that its `stop` would throw included
 * @param options.reach - the way to desktops. Default: none
 */
export async function runOperator(
  connection: Connection,
  settings: Partial<Settings>,
  { logger, reach }: { logger?: Logger; reach?: Reach } = {},
): Promise<RunningOperator> {
  const writes: string[] = [];
  const forbidden: string[] = [];
  const errors: string[] = [];
  let onWrite = () => {};
  const reconciled = new Map<string, () => void>();
  const transport = new Transport(connection, {
    userAgent: 'vdi-operator/test',
    onRequest(request) {
      if (request.status === 403) {
        forbidden.push(`${request.verb} ${request.resource}`);
      }
      if (request.method !== 'GET' && request.status < 300) {
        writes.push(`${request.verb} ${request.resource}`);
        onWrite();
      }
    },
  });
  const operator = createOperator({
    transport,
    reach,
    // Alone, unless a test is about more than one.
    settings: { ...readSettings({}), leaderElection: false, ...settings },
    logger: logger ?? { ...quiet, error: message => errors.push(message) },
    onReconcile({ key }) {
      reconciled.get(key)?.();
      reconciled.set(key, () => {});
    },
  });
  operator.start();
  await operator.synced;
  return {
    operator,
    writes,
    forbidden,
    untilWrites: count =>
      new Promise(resolve => {
        onWrite = () => writes.length >= count && resolve();
        onWrite();
      }),
    untilReconciled: key =>
      reconciled.has(key)
        ? Promise.resolve()
        : new Promise(resolve => reconciled.set(key, resolve)),
    async stop() {
      await operator.stop();
      await transport.close();
      if (errors.length) throw new Error(errors.join('\n'));
    },
  };
}
