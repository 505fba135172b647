import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bringCluster } from './desktopCluster';

describe('bringCluster', () => {
  const { env } = process;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kubeconfig-'));
    process.env = {
      ...env,
      KUBECONFIG: path.join(folder, 'config'),
      VDI_KUBECONTEXT: 'prod',
    };
  });
  afterEach(async () => {
    process.env = env;
    await rm(folder, { recursive: true });
  });

  const bring = () =>
    bringCluster({
      name: 'unused',
      signal: new AbortController().signal,
      log: () => {},
    });

  it('says that there is no kubeconfig, and where it looked', async () => {
    await expect(bring()).rejects.toThrow(
      `there is no kubeconfig at ${folder}`,
    );
  });

  it.each([
    ['', 'none'],
    ['contexts: [{ name: test }, { name: stage }]', 'test, stage'],
  ])('says which contexts there are: %s', async (text, names) => {
    await writeFile(path.join(folder, 'config'), text);
    await expect(bring()).rejects.toThrow(
      `has no context "prod". It has: ${names}.`,
    );
  });
});
