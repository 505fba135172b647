import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDockerfile } from './dockerfile';
import { cacheFolder, imageFolder, packageFolder } from './folders';
import { PackedImage } from './packArchive';
import { hashSources } from './sourceHash';

/** An image that is built and ready to be imported. */
export interface ImageArchive extends PackedImage {
  /** Path of a docker-archive: for `ctr -n k8s.io images import`, `docker load` or `podman load`. */
  archive: string;
  /** The image's name in the archive, with tag. */
  ref: string;
}

/** What runs an image's install.sh locally; part of what an image is made from. */
export const hookScript = join(packageFolder, 'prepare-rootfs.sh');

/**
 * The name under which a locally built image is known to a container runtime. It needs no registry, and its tag is not
 * `latest`, so Kubernetes takes the imported image and asks nobody.
 */
export function localRef(name: string): string {
  return `docker.io/backstage-vdi/${name}:dev`;
}

/** Where an image's sources are: its own folder, and those of the images that its build sees. Throws `UNKNOWN_IMAGE`. */
export async function sourceFolders(name: string): Promise<string[]> {
  const own = await imageFolder(name);
  const dockerfile = await readFile(join(own, 'Dockerfile'), 'utf8');
  const { contexts } = readDockerfile(dockerfile);
  return [own, ...(await Promise.all(contexts.map(imageFolder)))];
}

/** The folder for what is built from the present sources of an image. Throws `UNKNOWN_IMAGE`. */
export async function buildFolder(name: string): Promise<string> {
  const hash = await hashSources(await sourceFolders(name), [hookScript]);
  return join(cacheFolder(), `${name}-${hash}`);
}

/** The image built from the present sources, if there is one. Throws `UNKNOWN_IMAGE`. */
export async function findImage(
  name: string,
): Promise<ImageArchive | undefined> {
  const folder = await buildFolder(name);
  try {
    const packed = await readFile(join(folder, 'image.json'), 'utf8');
    return {
      ...(JSON.parse(packed) as PackedImage),
      archive: join(folder, 'image.tar'),
      ref: localRef(name),
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
