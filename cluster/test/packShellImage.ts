import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a shell image does where nothing else is said: nothing, until it is to end. */
const WAIT = 'trap exit TERM; echo started; sleep infinity & wait';

/**
 * Packs a shell of this machine and what it is linked with as a docker-archive in `folder`; returns its path.
 *
 * @param options.script - what the shell runs
 * @param options.others - paths of programs that are packed too
 */
export function packShellImage(
  folder: string,
  name: string,
  { script = WAIT, others = [] as string[] } = {},
): string {
  const root = join(folder, 'root');
  mkdirSync(root);
  const programs = ['/bin/sh', '/bin/cat', '/bin/sleep', ...others];
  const linked = execFileSync('ldd', programs, { encoding: 'utf8' });
  const libraries = [...linked.matchAll(/\/\S+(?= \()/g)].map(([path]) => path);
  for (const path of new Set([...programs, ...libraries])) {
    execFileSync('cp', ['--parents', '--dereference', path, root]);
  }
  const tar = (file: string, from: string, ...members: string[]) =>
    execFileSync('tar', ['-cf', join(folder, file), '-C', from, ...members]);

  tar('layer.tar', root, '.');
  const config = JSON.stringify({
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: {
      Entrypoint: ['/bin/sh', '-c', script],
      Env: ['PATH=/bin'],
    },
    rootfs: {
      type: 'layers',
      diff_ids: [`sha256:${sha256(readFileSync(join(folder, 'layer.tar')))}`],
    },
  });
  const manifest = {
    Config: `${sha256(config)}.json`,
    RepoTags: [name],
    Layers: ['layer.tar'],
  };
  writeFileSync(join(folder, manifest.Config), config);
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify([manifest]));
  const members = ['manifest.json', manifest.Config, 'layer.tar'];
  tar('image.tar', folder, ...members);
  return join(folder, 'image.tar');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
