import { goEnvironment, goMissing } from './goEnvironment';
import { run } from '../process/run';
import { ClusterError } from '../errors';

/** The folder of a Go module in the module cache, downloaded when it is not there. */
export async function locateModule(
  path: string,
  version: string,
  signal?: AbortSignal,
): Promise<string> {
  try {
    const said = await run(
      'go',
      ['mod', 'download', '-json', `${path}@${version}`],
      { env: goEnvironment(), signal },
    );
    return JSON.parse(said).Dir;
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    throw goMissing(error.cause) ?? error;
  }
}
