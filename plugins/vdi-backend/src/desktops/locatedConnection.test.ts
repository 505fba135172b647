import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError } from '@backstage/errors';
import type { LocatedCluster } from '../config/readLocatedCluster';
import { locatedConnection } from './locatedConnection';

const PEM = (which: string) =>
  `-----BEGIN CERTIFICATE-----\n${which}\n-----END CERTIFICATE-----\n`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Of a service account of the namespace `backstage`. */
const TOKEN = `e30.${base64(JSON.stringify({ sub: 'system:serviceaccount:backstage:portal' }))}.x`;

const aCluster = (changes: Partial<LocatedCluster> = {}): LocatedCluster => ({
  url: 'https://gpu.example.com',
  token: TOKEN,
  skipTLSVerify: false,
  ...changes,
});

/** A clock that a test moves. */
function aClock() {
  let now = 0;
  return {
    now: () => now,
    after: () => () => {},
    pass: (ms: number) => {
      now += ms;
    },
  };
}

it('asks with the token, and trusts the authorities', async () => {
  const connection = await locatedConnection(() =>
    aCluster({ caData: base64(PEM('one')) }),
  );
  expect(connection).toMatchObject({
    server: 'https://gpu.example.com',
    // Where the lease of its operator is.
    namespace: 'backstage',
  });
  expect(await connection.credentials()).toEqual({
    tls: { ca: PEM('one') },
    headers: { authorization: `Bearer ${TOKEN}` },
  });
});

it('trusts whoever answers only where that is said', async () => {
  const connection = await locatedConnection(() =>
    aCluster({ skipTLSVerify: true }),
  );
  const { tls } = await connection.credentials();
  expect(tls).toEqual({ rejectUnauthorized: false });
});

it('takes a token that says nothing', async () => {
  const connection = await locatedConnection(() =>
    aCluster({ token: 'opaque' }),
  );
  expect(connection.namespace).toBe('default');
});

it('takes another token within a minute, or when the one it has is refused', async () => {
  const clock = aClock();
  let cluster = aCluster();
  const connection = await locatedConnection(() => cluster, clock);
  const first = await connection.credentials();
  cluster = aCluster({ token: 'second' });
  expect(await connection.credentials()).toBe(first);
  const second = await connection.credentials(first);
  expect(second.headers.authorization).toBe('Bearer second');
  // The same authorities: connections that are open stay good.
  expect(second.tls).toBe(first.tls);
  cluster = aCluster({ token: 'third' });
  clock.pass(60_000);
  const third = await connection.credentials();
  expect(third.headers.authorization).toBe('Bearer third');
});

it.each<[string, () => LocatedCluster]>([
  ['has no token any more', () => aCluster({ token: undefined })],
  [
    'has another address, whose token is nothing for this one',
    () => aCluster({ url: 'https://elsewhere.example.com', token: 'other' }),
  ],
  [
    'is not in the configuration any more',
    () => {
      throw new InputError('vdi.kubernetes.clusterName is "gpu"');
    },
  ],
])('goes on with the token it has where the cluster %s', async (_, later) => {
  let locate = () => aCluster();
  const connection = await locatedConnection(() => locate());
  const first = await connection.credentials();
  locate = later;
  expect(await connection.credentials(first)).toBe(first);
});

it('reads the authorities of a file, and those that replace them', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'vdi-'));
  const caFile = path.join(folder, 'ca.crt');
  try {
    await writeFile(caFile, PEM('one'));
    const connection = await locatedConnection(() => aCluster({ caFile }));
    const first = await connection.credentials();
    expect(first.tls.ca).toBe(PEM('one'));
    await writeFile(caFile, PEM('two'));
    expect((await connection.credentials(first)).tls.ca).toBe(PEM('two'));
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each([
  ['a file that is not there', { caFile: '/nowhere/ca.crt' }, 'The caFile'],
  ['authorities that are none', { caData: 'c2VjcmV0' }, 'The caData'],
  ['no token outside of a pod', { token: undefined }, 'does not run in a pod'],
])('refuses %s, without a secret', async (_, changes, message) => {
  const failure = await locatedConnection(() => aCluster(changes)).catch(
    error => error,
  );
  expect(failure.code).toBe('KUBE_CONNECTION');
  expect(failure.message).toContain(message);
  expect(failure.message).not.toContain(TOKEN);
});
