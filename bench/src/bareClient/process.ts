import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { ControllerProcess } from '../operatorProcess';
import type { DesktopPattern, SessionId } from './desktopPattern';

/** What the process of a bare client is started with. */
export interface BareClientConfig {
  kubeconfig: string;
  namespace: string;
  pattern: DesktopPattern;
  concurrency: number;
}

/** A message to the process: its configuration first, then sessions. */
export type ToBareClient =
  { config: BareClientConfig } | { session: SessionId };

/** A bare client in a process of its own, as the operator has one. */
export interface BareClientProcess extends ControllerProcess {
  add(session: SessionId): void;
}

/** User agent of bare clients. */
export const BARE_AGENT = 'vdi-bare-client';

/** Starts a bare client. Returns when it watches. */
export async function startBareClient(
  config: BareClientConfig,
): Promise<BareClientProcess> {
  const child = fork(require.resolve('./main.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const send = (message: ToBareClient) => child.send(message);
  const exited = once(child, 'exit');
  send({ config });
  await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error('The bare client ended before it watched.');
    }),
  ]);
  return {
    // It said that it watches: it has one.
    pid: child.pid!,
    add: session => send({ session }),
    stop: async () => {
      child.disconnect();
      await exited;
    },
  };
}
