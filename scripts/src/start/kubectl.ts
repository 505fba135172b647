import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Runs kubectl and gives its output. Throws with what kubectl said. */
export async function kubectl(
  program: string,
  kubeconfig: string,
  args: string[],
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, [
      '--kubeconfig',
      kubeconfig,
      ...args,
    ]);
    return stdout;
  } catch (error) {
    throw new Error((error as { stderr: string }).stderr.trim());
  }
}
