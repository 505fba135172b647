import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, findOwned } from './identity';
import { launch } from './launch';

describe('launch', () => {
  it('says how a component ended, with the end of its log', async () => {
    const owner = await mkdtemp(join(tmpdir(), 'launch-'));
    const { exited } = await launch({
      name: 'etcd',
      program: 'sh',
      args: ['-c', 'sleep 0.1; echo disk full; exit 7'],
      logFile: join(owner, 'etcd.log'),
      owner,
    });
    await expect(exited).rejects.toMatchObject({
      code: 'COMPONENT_EXITED',
      message: expect.stringMatching(/^etcd ended with code 7[^]*disk full/),
    });
    await rm(owner, { recursive: true });
  });

  it('gives a component a session and an environment of its own', async () => {
    const owner = await mkdtemp(join(tmpdir(), 'launch-'));
    process.env.KUBERNETES_SERVICE_HOST = '192.0.2.1';
    const { pid } = await launch({
      name: 'sleep',
      program: 'sleep',
      args: ['60'],
      logFile: join(owner, 'sleep.log'),
      owner,
    });
    delete process.env.KUBERNETES_SERVICE_HOST;
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    expect(environment).not.toContain('KUBERNETES_SERVICE_HOST');
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(' ');
    expect(fields[5]).toBe(String(pid));

    const owned = await findOwned(owner);
    expect(owned).toMatchObject([{ pid, program: 'sleep' }]);
    await end(owned);
    await rm(owner, { recursive: true });
  });
});
