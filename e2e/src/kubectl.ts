import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { buildComponents } from '@backstage-vdi/cluster';

/** Runs kubectl on the cluster of the tests and gives what it printed. */
export async function kubectl(...args: string[]): Promise<string> {
  const { kubectl: program } = await buildComponents({
    components: ['kubectl'],
    log: () => {},
  });
  const { stdout } = await promisify(execFile)(program, [
    '--kubeconfig',
    process.env.VDI_E2E_KUBECONFIG!,
    ...args,
  ]);
  return stdout;
}
