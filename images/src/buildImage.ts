import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildLock } from './buildLock';
import {
  INDEX_TARGETS,
  readAcquireSettings,
  readMirror,
  sourcesList,
} from './debianMirror';
import { readDockerfile } from './dockerfile';
import { ImageError } from './errors';
import {
  buildFolder,
  findImage,
  hookScript,
  ImageArchive,
  localRef,
  sourceFolders,
} from './imageCache';
import { installBuilder } from './installBuilder';
import { mmdebstrapArguments, readStep } from './mmdebstrap';
import { packArchive } from './packArchive';
import { runCommand } from './runCommand';

export interface BuildImageOptions {
  /** Called at each step with a line for people: what is done and how long the build has taken so far. */
  log: (line: string) => void;
  /** Ends the build; nothing of it is left, mounts included. */
  signal?: AbortSignal;
}

/**
 * The image built from its present sources: at once when that was done before, in about a minute otherwise.
 * Needs Linux with apt, root and a Debian mirror, no Docker. Processes that want the same image wait for each other.
 * Throws `ImageError`.
 */
export async function buildImage(
  name: string,
  options: BuildImageOptions,
): Promise<ImageArchive> {
  const cached = await findImage(name);
  if (cached) return cached;
  const folder = await buildFolder(name);
  const partial = `${folder}.partial`;
  return withBuildLock(
    folder,
    {
      onWait: () => options.log(`waiting for another build of ${name}`),
      signal: options.signal,
    },
    async () => {
      const built = await findImage(name);
      if (built) return built;
      try {
        // What a build that was killed left behind would get in the way of the rename.
        await rm(partial, { recursive: true, force: true });
        await mkdir(partial);
        await buildInto(partial, name, options);
        if ((await buildFolder(name)) !== folder) {
          throw new ImageError(
            'BUILD_FAILED',
            `The sources of ${name} changed while it was built. Build it again.`,
          );
        }
        await rename(partial, folder);
      } finally {
        await rm(partial, { recursive: true, force: true });
      }
      return (await findImage(name))!;
    },
  );
}

async function buildInto(
  folder: string,
  name: string,
  { log, signal }: BuildImageOptions,
): Promise<void> {
  const started = Date.now();
  const step = (words: string) => {
    const seconds = Math.round((Date.now() - started) / 1000);
    log(`${name} ${String(seconds).padStart(4)} s  ${words}`);
  };
  const onLine = (line: string) => {
    const words = readStep(line);
    if (words) step(words);
  };

  const folders = await sourceFolders(name);
  const config = readDockerfile(
    await readFile(join(folders[0], 'Dockerfile'), 'utf8'),
  );
  await installBuilder({ signal });

  const mirror = readMirror(await runCommand('apt-get', INDEX_TARGETS));
  const aptSettings = join(folder, 'apt.conf');
  const aptConfig = await runCommand('apt-config', ['dump']);
  await writeFile(aptSettings, readAcquireSettings(aptConfig));
  const args = mmdebstrapArguments({
    suite: config.suite,
    sources: sourcesList(config.suite, mirror),
    aptSettings,
    folders,
    hook: hookScript,
    output: join(folder, 'layer.tar'),
  });
  // mmdebstrap leaves its mounts behind when it is interrupted. In a mount namespace of its own they end with it, whatever
  // ends it, and its folder can be removed from outside.
  const rootfs = await mkdtemp(join(tmpdir(), 'backstage-vdi-image-'));
  try {
    // apt downloads as a user who has to get in.
    await chmod(rootfs, 0o755);
    await runCommand('unshare', ['--mount', 'mmdebstrap', ...args], {
      onLine,
      signal,
      env: { ...process.env, TMPDIR: rootfs },
    });
  } finally {
    await rm(rootfs, { recursive: true, force: true });
  }
  await rm(aptSettings);

  step('packing the image');
  const packed = await packArchive(folder, config, localRef(name));
  await writeFile(join(folder, 'image.json'), JSON.stringify(packed));
  step(`done, ${Math.round(packed.unpackedBytes / 1e6)} MB unpacked`);
}
