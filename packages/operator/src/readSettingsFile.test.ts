import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettingsFile } from './readSettingsFile';

describe('readSettingsFile', () => {
  let folder: string;
  const file = async (text: string) => {
    const name = path.join(folder, 'settings');
    await writeFile(name, text);
    return name;
  };
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'vdi-settings-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([
    ['YAML', 'domain: vdi.example.com\nurlPort: 8443\n'],
    ['JSON', '{"domain":"vdi.example.com","urlPort":8443}'],
  ])('reads %s', async (_, text) => {
    expect(await readSettingsFile(await file(text))).toEqual({
      domain: 'vdi.example.com',
      urlPort: 8443,
    });
  });

  it('takes an empty file for one without settings', async () => {
    expect(await readSettingsFile(await file(''))).toEqual({});
  });

  it.each([['- domain'], ['domain'], ['a: b: c']])(
    'refuses %j and names the file',
    async text => {
      const name = await file(text);
      await expect(readSettingsFile(name)).rejects.toThrow(name);
    },
  );

  it('says that there is no such file', async () => {
    await expect(readSettingsFile('/nowhere/settings')).rejects.toThrow(
      '/nowhere/settings cannot be read: ENOENT',
    );
  });
});
