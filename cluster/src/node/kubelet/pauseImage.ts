import { createHash } from 'node:crypto';
import {
  access,
  copyFile,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../../process/run';
import { PAUSE_IMAGE } from './containerd';

/**
 * Packs the program `pause` as a docker-archive beside it, unless that was done. Returns the archive's path.
 * Format: https://github.com/moby/docker-image-spec/blob/v1.2.0/v1.2.md
 */
export async function packPauseImage(program: string): Promise<string> {
  const archive = `${program}.tar`;
  const packed = await access(archive).then(
    () => true,
    () => false,
  );
  if (packed) return archive;

  const folder = await mkdtemp(join(dirname(program), 'pack-'));
  const tar = (file: string, ...members: string[]) =>
    run('tar', ['--create', '--owner=0', '--group=0', '-f', file, ...members], {
      cwd: folder,
    });
  try {
    await copyFile(program, join(folder, 'pause'));
    await tar('layer.tar', 'pause');
    const layer = sha256(await readFile(join(folder, 'layer.tar')));
    const config = JSON.stringify({
      architecture: process.arch === 'x64' ? 'amd64' : process.arch,
      os: 'linux',
      config: { Entrypoint: ['/pause'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
    });
    const Config = `${sha256(config)}.json`;
    await writeFile(join(folder, Config), config);
    const manifest = [
      { Config, RepoTags: [PAUSE_IMAGE], Layers: ['layer.tar'] },
    ];
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    await tar('image.tar', 'manifest.json', Config, 'layer.tar');
    await rename(join(folder, 'image.tar'), archive);
    return archive;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
