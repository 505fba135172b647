import {
  access,
  mkdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../folders';
import { Log, LogOptions, logWith } from '../log';
import { requireLinux } from '../platform';
import { withLock } from '../process/lock';
import { Component, ComponentName, COMPONENTS } from './components';
import { goBuild } from './goBuild';
import {
  buildFlags,
  buildKey,
  moduleFolder,
  requiredVersion,
} from './goModule';
import { locateModule } from './locateModule';
import { layOutTraefik } from './traefikSources';

/** Options of {@link buildComponents}. */
export interface BuildOptions<Name extends ComponentName> extends LogOptions {
  /** Default: all. */
  components?: Name[];
  signal?: AbortSignal;
}

const ALL = Object.keys(COMPONENTS) as ComponentName[];

/**
 * Builds what is not in the cache yet. A first build takes about 15 minutes on two cores, the next call milliseconds.
 * Processes that build at the same moment wait for each other. Returns the path of each program; its assets lie beside
 * it. Throws `GO_MISSING` and `BUILD_FAILED`.
 */
export async function buildComponents<
  Name extends ComponentName = ComponentName,
>(options: BuildOptions<Name> = {}): Promise<Record<Name, string>> {
  requireLinux();
  const { signal } = options;
  const log = logWith(options);
  const wanted = new Set<ComponentName>(options.components ?? ALL);
  const names = ALL.filter(name => wanted.has(name));
  const folders = new Map<ComponentName, string>();
  for (const name of names) {
    const key = await buildKey(COMPONENTS[name]);
    folders.set(name, cacheFolder('bin', `${name}-${key}`));
  }

  if ((await missing(folders)).length > 0) {
    await withLock(
      cacheFolder('locks', 'build'),
      async () => {
        // Read again: another process may have built them while this one waited.
        const toBuild = await missing(folders);
        for (const [index, name] of toBuild.entries()) {
          const title = `${name} (${index + 1} of ${toBuild.length})`;
          await buildInto(folders.get(name)!, name, title, log, signal);
        }
      },
      {
        signal,
        waiting: () => log.log('Waiting: another process builds components.'),
      },
    );
  }
  const programs = names.map(name => [name, join(folders.get(name)!, name)]);
  return Object.fromEntries(programs);
}

async function missing(folders: Map<ComponentName, string>) {
  const found: ComponentName[] = [];
  for (const [name, folder] of folders) {
    await access(folder).catch(() => found.push(name));
  }
  return found;
}

async function buildInto(
  folder: string,
  name: ComponentName,
  title: string,
  log: Log,
  signal?: AbortSignal,
) {
  const component = COMPONENTS[name];
  const goMod = await readFile(join(moduleFolder(component), 'go.mod'), 'utf8');
  // A folder appears under its name only when it is complete.
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });

  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  let compiled = '';
  const tick = setInterval(
    () => log.progress(`Building ${title}: ${seconds()} s${compiled}`),
    1000,
  );
  try {
    log.log(`Building ${title}`);
    await goBuild({
      folder: await sourcesOf(component, `${unfinished}/src`, signal),
      package: component.package,
      output: join(unfinished, name),
      flags: buildFlags(component, goMod),
      signal,
      onProgress(packages, downloads) {
        compiled = `, ${packages} packages compiled, ${downloads} modules downloaded`;
      },
    });
    await copyAssets(component, goMod, unfinished, signal);
    await rm(join(unfinished, 'src'), { recursive: true, force: true });
    await rename(unfinished, folder);
    log.log(`Built ${title} in ${seconds()} s`);
  } finally {
    clearInterval(tick);
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function sourcesOf(
  component: Component,
  scratch: string,
  signal?: AbortSignal,
): Promise<string> {
  const folder = moduleFolder(component);
  if (component.module !== 'traefik') return folder;
  await layOutTraefik(folder, scratch, signal);
  return scratch;
}

async function copyAssets(
  component: Component,
  goMod: string,
  target: string,
  signal?: AbortSignal,
) {
  const { versionedBy, assets = [] } = component;
  if (!versionedBy) return;
  for (const { file, from } of assets) {
    const version = requiredVersion(goMod, versionedBy);
    const source = await locateModule(versionedBy, version, signal);
    const texts = from.map(path => readFile(join(source, path), 'utf8'));
    await writeFile(
      join(target, file),
      (await Promise.all(texts)).join('\n---\n'),
    );
  }
}
