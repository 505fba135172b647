import { Launcher } from '../../launcher';
import { startContainerd } from './containerd';
import { loadImage } from './images';
import { packPauseImage } from './pauseImage';
import { PreparedNode } from './prepareNode';
import { removeContainers } from './removeNode';

/** Starts what runs containers, with the image that every pod needs. Knows nothing of the API server. */
export async function startRuntime(
  launcher: Launcher,
  { cniFolder }: PreparedNode,
): Promise<void> {
  await startContainerd(launcher, cniFolder);
  // Of an earlier cluster whose containerd was not there any more when it was removed.
  await removeContainers(launcher.stateDir);
  await loadImage(
    launcher.stateDir,
    await packPauseImage(launcher.programs.pause),
  );
}
