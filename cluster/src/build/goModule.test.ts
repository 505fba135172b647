import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { COMPONENTS } from './components';
import {
  buildFlags,
  buildKey,
  moduleFolder,
  requiredVersion,
} from './goModule';

const GO_MOD = `module test

require example.com/alone v0.1.0

require (
	example.com/one v1.2.3 // indirect
	example.com/one/two v2.0.0-20250101000000-abcdef
)

replace example.com/other => ./other
`;

describe('requiredVersion', () => {
  it.each([
    ['example.com/alone', 'v0.1.0'],
    ['example.com/one', 'v1.2.3'],
    ['example.com/one/two', 'v2.0.0-20250101000000-abcdef'],
  ])('finds %s', (path, version) => {
    expect(requiredVersion(GO_MOD, path)).toBe(version);
  });

  it('says what is not required', () => {
    expect(() => requiredVersion(GO_MOD, 'example.com/other')).toThrow(
      'go.mod does not require example.com/other',
    );
  });
});

describe('every component', () => {
  it.each(Object.entries(COMPONENTS))('%s has a key', async (_, component) => {
    expect(await buildKey(component)).toMatch(/^(v\d+\.\d+\.\d+|own)-\w{12}$/);
  });

  it('of Kubernetes is stamped with the version it is built from', async () => {
    const component = COMPONENTS.kubelet;
    const file = join(moduleFolder(component), 'go.mod');
    const goMod = await readFile(file, 'utf8');
    const version = requiredVersion(goMod, 'k8s.io/kubernetes');
    expect(buildFlags(component, goMod).at(-1)).toContain(
      `-X k8s.io/component-base/version.gitVersion=${version} `,
    );
  });
});
