import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { freePorts } from '@backstage-vdi/cluster';
import type { ControllerProcess } from '../../operatorProcess';
import { PROVIDER } from './signIn';

/** A message to the portal's process: what it is started with; then questions. */
export type ToPortal =
  { data: JsonObject; entities: Entity[] } | { ask: 'decisions' };

/** What it answers. */
export type FromPortal = { started: true } | { decisions: number };

/** A portal in a process of its own. */
export interface PortalProcess extends ControllerProcess {
  baseUrl: string;
  /** How often the permission framework was asked since the start. */
  decisions(): Promise<number>;
}

/** What a portal is started with. */
export interface PortalOptions {
  kubeconfig: string;
  /** Of new sessions. */
  namespace: string;
  /** Of the catalog. */
  entities: Entity[];
  /** Where its log goes: a file descriptor. */
  log: number;
}

/** Starts a portal as in production, with a policy and without an operator. Returns when it answers. */
export async function startPortal(
  options: PortalOptions,
): Promise<PortalProcess> {
  const { kubeconfig, namespace, entities, log } = options;
  const [port] = await freePorts(1);
  const baseUrl = `http://127.0.0.1:${port}`;
  const child = fork(require.resolve('./main.ts'), {
    stdio: ['ignore', log, 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const exited = once(child, 'exit');
  const answer = async (message: ToPortal): Promise<FromPortal> => {
    child.send(message);
    const [said] = await Promise.race([
      once(child, 'message'),
      exited.then(() => {
        throw new Error('The portal ended.');
      }),
    ]);
    return said;
  };
  await answer({
    entities,
    data: {
      app: { baseUrl },
      backend: {
        baseUrl,
        listen: { host: '127.0.0.1', port },
        // As long as it takes: who asks again on a connection that is just being closed gets no answer.
        server: { keepAliveTimeout: '1h' },
        database: { client: 'better-sqlite3', connection: ':memory:' },
      },
      auth: { environment: 'bench', providers: { [PROVIDER]: {} } },
      permission: { enabled: true },
      vdi: {
        kubernetes: { kubeconfig },
        namespace,
        operator: { enabled: false },
      },
    },
  });
  return {
    baseUrl,
    // It answered: it has one.
    pid: child.pid!,
    async decisions() {
      const said = await answer({ ask: 'decisions' });
      return 'decisions' in said ? said.decisions : NaN;
    },
    async stop() {
      child.disconnect();
      await exited;
    },
  };
}
