import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ContainerConfig } from './dockerfile';
import {
  buildImageConfig,
  buildManifest,
  imageArchitecture,
} from './imageConfig';
import { runCommand } from './runCommand';

/** What an archive contains. */
export interface PackedImage {
  /** Digest of the image's configuration: what runtimes call the image's id. */
  imageId: string;
  /** Size of the layer's tar in bytes: what the image takes unpacked, but for the file system's rounding. */
  unpackedBytes: number;
}

/**
 * Makes a docker-archive, `image.tar`, out of `layer.tar` in the same folder. Names and times inside it are fixed: the same
 * layer gives the same archive, but for the time of creation in the configuration.
 */
export async function packArchive(
  folder: string,
  config: ContainerConfig,
  ref: string,
): Promise<PackedImage> {
  const layer = join(folder, 'layer.tar');
  const layerHash = createHash('sha256');
  await pipeline(createReadStream(layer), layerHash);

  const imageConfig = buildImageConfig({
    config,
    diffId: `sha256:${layerHash.digest('hex')}`,
    architecture: imageArchitecture(process.arch),
    created: new Date(),
  });
  const hex = createHash('sha256').update(imageConfig).digest('hex');
  const imageId = `sha256:${hex}`;
  const files = ['manifest.json', `${hex}.json`, 'layer.tar'];
  await writeFile(join(folder, files[0]), buildManifest(imageId, ref));
  await writeFile(join(folder, files[1]), imageConfig);
  await runCommand('tar', [
    '--create',
    `--directory=${folder}`,
    `--file=${join(folder, 'image.tar')}`,
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--remove-files',
    ...files,
  ]);
  return {
    imageId,
    unpackedBytes: (await stat(join(folder, 'image.tar'))).size,
  };
}
