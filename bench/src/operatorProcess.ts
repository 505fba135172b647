import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { endAtExit } from './endAtExit';

/** A controller that runs as its own program. */
export interface ControllerProcess {
  readonly pid: number;
  stop(): Promise<void>;
}

/** What an operator is started with. */
export interface OperatorOptions {
  kubeconfig: string;
  /** The only namespace it looks after. Default: all. */
  namespace?: string;
  /** Settings by the names of their variables, beside those that a benchmark makes. */
  env?: Record<string, string>;
}

const folder = path.dirname(
  require.resolve('@backstage-vdi/operator/package.json'),
);

/** Bundles the operator as it runs in a cluster; returns the program's path. */
export async function bundleOperator(): Promise<string> {
  const bundled = spawn('tsx', [path.join(folder, 'build.ts')], {
    stdio: 'inherit',
  });
  const [code] = await once(bundled, 'exit');
  if (code !== 0) throw new Error('The operator could not be bundled.');
  return path.join(folder, 'dist/vdi-operator.cjs');
}

/** Starts a bundled operator. Returns when it has read everything. */
export async function startOperator(
  program: string,
  { kubeconfig, namespace, env }: OperatorOptions,
): Promise<ControllerProcess> {
  const child = spawn(program, ['--kubeconfig', kubeconfig], {
    env: {
      ...process.env,
      // Alone and unobserved, as what it is compared with.
      VDI_LEADER_ELECTION: 'false',
      VDI_HTTP_PORT: '0',
      ...(namespace && { VDI_NAMESPACE: namespace }),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  endAtExit(child);
  const exited = once(child, 'exit');
  const ready = (async () => {
    for await (const line of createInterface(child.stdout)) {
      if (line.includes('Everything is read')) return;
    }
    throw new Error('The operator ended before it had read everything.');
  })();
  await ready;
  child.stdout.resume();
  return {
    // It printed a line: it has one.
    pid: child.pid!,
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
