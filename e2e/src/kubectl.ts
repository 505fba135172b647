import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { buildComponents } from '@backstage-vdi/cluster';

/**
 * Runs kubectl on the cluster of the tests and gives what it printed.
 *
 * @param input - what it reads from its standard input, as for `apply -f -`
 * @throws Error with what it said when it fails
 */
export async function kubectl(args: string[], input = ''): Promise<string> {
  const programs = await buildComponents({
    components: ['kubectl'],
    log: () => {},
  });
  const child = spawn(programs.kubectl, [
    '--kubeconfig',
    process.env.VDI_E2E_KUBECONFIG!,
    ...args,
  ]);
  child.stdin.end(input);
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${errors}`);
  return output;
}
