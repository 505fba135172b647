import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../process/run';
import { requiredVersion } from './goModule';
import { locateModule } from './locateModule';

const LEGO = 'github.com/go-acme/lego/v5';

/**
 * Lays out in `target` the Go module that builds Traefik: the module in `source` and, where it expects it, a copy of
 * the ACME library lego in which the one file of the module stands in for 180 DNS providers.
 */
export async function layOutTraefik(
  source: string,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  const goMod = await readFile(join(source, 'go.mod'), 'utf8');
  const lego = await locateModule(LEGO, requiredVersion(goMod, LEGO), signal);
  const copy = join(target, 'lego');
  // The module cache is read-only, and so would be a copy that keeps the modes.
  await run('cp', ['-r', '--no-preserve=mode', lego, copy], { signal });
  await rm(join(copy, 'providers', 'dns'), { recursive: true });
  await run('cp', ['-r', `${source}/.`, target], { signal });
}
