import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../folders';
import { Component } from './components';

/** The folder of the Go module that builds `component`. */
export function moduleFolder(component: Component): string {
  return join(packageFolder, 'components', component.module);
}

/** The version of the module `path` in the text of a `go.mod`. */
export function requiredVersion(goMod: string, path: string): string {
  for (const line of goMod.split('\n')) {
    const [name, version] = line.replace('require ', '').trim().split(' ');
    if (name === path && version?.startsWith('v')) return version;
  }
  throw new Error(`go.mod does not require ${path}`);
}

/**
 * The flags of `go build`. The programs know no version but what is stamped into them: Kubernetes would say
 * `v0.0.0-master+$Format:%H$`, and clients judge by it what the server can do.
 */
export function buildFlags(component: Component, goMod: string): string[] {
  const stamps =
    component.module === 'traefik'
      ? {
          'github.com/traefik/traefik/v3/pkg/version.Version': requiredVersion(
            goMod,
            'github.com/traefik/traefik/v3',
          ),
        }
      : kubernetesStamps(requiredVersion(goMod, 'k8s.io/kubernetes'));
  const linker = Object.entries(stamps).map(([name, to]) => `-X ${name}=${to}`);
  return [
    '-trimpath',
    '-buildvcs=false',
    '-ldflags',
    ['-s -w', ...linker].join(' '),
  ];
}

function kubernetesStamps(version: string): Record<string, string> {
  const [major, minor] = version.slice(1).split('.');
  const target = 'k8s.io/component-base/version';
  return {
    [`${target}.gitVersion`]: version,
    [`${target}.gitMajor`]: major,
    [`${target}.gitMinor`]: minor,
  };
}

/** `<version>-<hash of all that decides what is built>`: the same key, the same program. */
export async function buildKey(component: Component): Promise<string> {
  const folder = moduleFolder(component);
  const goMod = await readFile(join(folder, 'go.mod'), 'utf8');
  const hash = createHash('sha256')
    .update(JSON.stringify([component, buildFlags(component, goMod)]))
    .update(goMod)
    .update(await readFile(join(folder, 'go.sum')));
  for (const file of await ownSources(component, folder)) {
    hash.update(await readFile(file));
  }
  const version = component.versionedBy
    ? requiredVersion(goMod, component.versionedBy)
    : 'own';
  return `${version}-${hash.digest('hex').slice(0, 12)}`;
}

async function ownSources(
  component: Component,
  folder: string,
): Promise<string[]> {
  if (component.module === 'traefik') return filesBelow(folder);
  return component.versionedBy
    ? []
    : filesBelow(join(folder, component.package));
}

async function filesBelow(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).sort();
  const paths = names.map(name => join(folder, name));
  const files = await Promise.all(
    paths.map(async path => ((await stat(path)).isFile() ? [path] : [])),
  );
  return files.flat();
}
