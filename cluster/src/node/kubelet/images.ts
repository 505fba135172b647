import { run } from '../../process/run';
import { ctr } from './containerd';

/** What a docker-archive says of an image in it. */
export interface ArchivedImage {
  /** The digest of its configuration, which is what Kubernetes calls the image's id. */
  id: string;
  /** Its names, as containerd writes them. */
  names: string[];
}

/** An image in the store carries the id of the archive it came from under this label. */
const ID_LABEL = 'backstage-vdi.local/image-id';

/**
 * Loads a docker-archive into the image store of the cluster in `stateDir`, unless it is there.
 * Returns the names of its images.
 */
export async function loadImage(
  stateDir: string,
  tarFile: string,
): Promise<string[]> {
  const images = await readArchive(tarFile);
  const names = images.flatMap(image => image.names);
  if (await isLoaded(stateDir, images)) return names;
  await ctr(stateDir, ['images', 'import', tarFile]);
  for (const { id, names: own } of images) {
    for (const name of own) {
      await ctr(stateDir, ['images', 'label', name, `${ID_LABEL}=${id}`]);
    }
  }
  return names;
}

async function isLoaded(stateDir: string, images: ArchivedImage[]) {
  for (const { id, names } of images) {
    const query = `labels."${ID_LABEL}"==${id}`;
    const found = await ctr(stateDir, ['images', 'list', '--quiet', query]);
    const there = found.split('\n');
    if (!names.every(name => there.includes(name))) return false;
  }
  return true;
}

async function readArchive(tarFile: string): Promise<ArchivedImage[]> {
  return parseManifest(
    await run('tar', [
      '--extract',
      '--to-stdout',
      '-f',
      tarFile,
      'manifest.json',
    ]),
  );
}

/** Reads a docker-archive's `manifest.json`. The configuration's file is named after its digest. */
export function parseManifest(text: string): ArchivedImage[] {
  const entries: { Config: string; RepoTags?: string[] }[] = JSON.parse(text);
  return entries.map(({ Config, RepoTags }) => ({
    id: Config.replace(/^.*\//, '').replace(/\.json$/, ''),
    names: (RepoTags ?? []).map(fullName),
  }));
}

/** `desktop:1` is short for `docker.io/library/desktop:1`. */
function fullName(tag: string): string {
  const [first, ...rest] = tag.split('/');
  if (rest.length === 0) return `docker.io/library/${tag}`;
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return isHost ? tag : `docker.io/${tag}`;
}
