import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** The operator as its own program, as it runs in a cluster. */
export interface OperatorProcess {
  /** Resident memory in MiB, from the kernel. */
  residentMiB(): Promise<number>;
  stop(): Promise<void>;
}

const folder = path.dirname(
  require.resolve('@backstage-vdi/operator/package.json'),
);

/** Bundles and starts the operator for one namespace. Returns when it has read everything. */
export async function startOperator(
  kubeconfig: string,
  namespace: string,
): Promise<OperatorProcess> {
  const bundled = spawn('tsx', [path.join(folder, 'build.ts')], {
    stdio: 'inherit',
  });
  const [code] = await once(bundled, 'exit');
  if (code !== 0) throw new Error('The operator could not be bundled.');

  const child = spawn(
    path.join(folder, 'dist/vdi-operator.cjs'),
    ['--kubeconfig', kubeconfig],
    {
      env: { ...process.env, VDI_NAMESPACE: namespace },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Everything is read')) break;
  }
  child.stdout.resume();
  return {
    residentMiB: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) / 1024;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
