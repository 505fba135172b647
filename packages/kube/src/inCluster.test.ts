import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionError } from './connection';
import { inClusterConnection, isInCluster } from './inCluster';
import { ManualClock } from './testing/ManualClock';

const env = {
  KUBERNETES_SERVICE_HOST: '10.96.0.1',
  KUBERNETES_SERVICE_PORT: '6443',
};

describe('inClusterConnection', () => {
  let directory: string;
  let clock: ManualClock;

  const write = (name: string, text: string) =>
    writeFile(join(directory, name), text);

  beforeEach(async () => {
    clock = new ManualClock();
    directory = await mkdtemp(join(tmpdir(), 'service-account-'));
    await write('token', 'one\n');
    await write('ca.crt', 'CA one');
    await write('namespace', 'team');
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('is where the kubelet says', async () => {
    const connection = await inClusterConnection({ directory, env, clock });
    expect(connection.server).toBe('https://10.96.0.1:6443');
    expect(connection.namespace).toBe('team');
    expect(await connection.credentials()).toEqual({
      tls: { ca: 'CA one' },
      headers: { authorization: 'Bearer one' },
    });
  });

  it('understands an IPv6 address', async () => {
    const v6 = { ...env, KUBERNETES_SERVICE_HOST: 'fd00::1' };
    const connection = await inClusterConnection({ directory, env: v6 });
    expect(connection.server).toBe('https://[fd00::1]:6443');
  });

  it('reads the token again after a minute', async () => {
    const connection = await inClusterConnection({ directory, env, clock });
    const first = await connection.credentials();
    await write('token', 'two');
    clock.advance(59_999);
    expect(await connection.credentials()).toBe(first);
    clock.advance(1);
    const second = await connection.credentials();
    expect(second.headers.authorization).toBe('Bearer two');
    expect(second.tls).toBe(first.tls);
  });

  it('reads it again at once when it was refused, once for all who ask', async () => {
    const connection = await inClusterConnection({ directory, env, clock });
    const first = await connection.credentials();
    await write('token', 'two');
    const [a, b] = await Promise.all([
      connection.credentials(first),
      connection.credentials(first),
    ]);
    expect(a.headers.authorization).toBe('Bearer two');
    expect(b).toBe(a);
    await write('token', 'three');
    expect(await connection.credentials(first)).toBe(a);
  });

  it('notices another CA', async () => {
    const connection = await inClusterConnection({ directory, env, clock });
    const first = await connection.credentials();
    await write('ca.crt', 'CA two');
    clock.advance(60_000);
    const second = await connection.credentials();
    expect(second.tls).toEqual({ ca: 'CA two' });
    expect(second.tls).not.toBe(first.tls);
  });

  it('goes on with what it has while a file is missing', async () => {
    const connection = await inClusterConnection({ directory, env, clock });
    const first = await connection.credentials();
    await rm(join(directory, 'token'));
    clock.advance(60_000);
    expect(await connection.credentials()).toBe(first);
    await write('token', 'two');
    expect((await connection.credentials()).headers.authorization).toBe(
      'Bearer two',
    );
  });

  it('says what is missing at the start', async () => {
    expect(await isInCluster({ directory, env })).toBe(true);
    expect(await isInCluster({ directory, env: {} })).toBe(false);
    await rm(join(directory, 'token'));
    expect(await isInCluster({ directory, env })).toBe(false);
    const failed = inClusterConnection({ directory, env });
    await expect(failed).rejects.toThrow(ConnectionError);
    await expect(failed).rejects.toThrow(
      /service account in .* cannot be read/,
    );
    await expect(inClusterConnection({ directory, env: {} })).rejects.toThrow(
      'KUBERNETES_SERVICE_HOST is not set',
    );
  });
});
