import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePorts } from '@backstage-vdi/cluster';
import { startPortal } from './portal';

/** In place of the portal: tells whose it is, on both of its ports. */
const portalOn = (ports: number[]) => `#!${process.execPath}
const { createServer } = require('node:http');
for (const port of [${ports}]) {
  createServer((_, reply) => reply.end(process.env.OWNER)).listen(port, 'localhost');
}
`;

describe('startPortal', () => {
  const { PATH } = process.env;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'portal-'));
    process.env.PATH = `${folder}:${PATH}`;
  });
  afterEach(async () => {
    process.env.PATH = PATH;
    await rm(folder, { recursive: true });
  });

  it("marks what it starts as the cluster's, which ends it when nobody else does", async () => {
    const [port, backendPort] = await freePorts(2);
    await writeFile(
      path.join(folder, 'backstage-cli'),
      portalOn([port, backendPort]),
      { mode: 0o755 },
    );
    const portal = await startPortal({
      folder,
      port,
      backendPort,
      kubeconfig: 'unused',
      mark: { OWNER: 'the cluster' },
      verbose: false,
      signal: new AbortController().signal,
    });
    expect(await (await fetch(portal.url)).text()).toBe('the cluster');
    await portal.stop();
    await expect(fetch(portal.url)).rejects.toThrow();
  });
});
