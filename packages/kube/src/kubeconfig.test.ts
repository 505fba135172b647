import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { AddressInfo, createServer, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionError } from './connection';
import { kubeconfigConnection } from './kubeconfig';
import { loadConnection } from './loadConnection';
import { ManualClock } from './testing/ManualClock';

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** A kubeconfig with one user; JSON is YAML. */
function kubeconfig(user: object, cluster: object = {}, namespace?: string) {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'c',
        cluster: {
          server: 'https://127.0.0.1:6443/',
          'certificate-authority-data': base64('CA'),
          ...cluster,
        },
      },
    ],
    users: [{ name: 'u', user }],
    contexts: [
      { name: 'main', context: { cluster: 'c', user: 'u', namespace } },
      { name: 'other', context: { cluster: 'c', user: 'u', namespace: 'n2' } },
    ],
    'current-context': 'main',
  });
}

const jwt = (claims: object) =>
  ['{}', JSON.stringify(claims), 's']
    .map(part => Buffer.from(part).toString('base64url'))
    .join('.');

describe('kubeconfigConnection', () => {
  let directory: string;
  let path: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
    path = join(directory, 'config');
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('reads client certificates, from the text and from files beside it', async () => {
    await writeFile(join(directory, 'client.key'), 'KEY');
    await writeFile(
      path,
      kubeconfig({
        'client-certificate-data': base64('CERT'),
        'client-key': 'client.key',
      }),
    );
    const connection = await loadConnection({ kubeconfig: path });
    expect(connection.server).toBe('https://127.0.0.1:6443');
    expect(connection.namespace).toBe('default');
    expect(await connection.credentials()).toEqual({
      tls: { ca: 'CA', cert: 'CERT', key: 'KEY' },
      headers: {},
    });
  });

  it.each<[string, object, object, object]>([
    ['a token', { token: 't' }, {}, { headers: { Authorization: 'Bearer t' } }],
    [
      'a password',
      { username: 'alice', password: 'secret' },
      {},
      { headers: { Authorization: `Basic ${base64('alice:secret')}` } },
    ],
    [
      'an OpenID token',
      {
        'auth-provider': {
          name: 'oidc',
          config: { 'id-token': jwt({ exp: 9_999_999_999 }) },
        },
      },
      {},
      { headers: { Authorization: `Bearer ${jwt({ exp: 9_999_999_999 })}` } },
    ],
    [
      'TLS settings of the cluster',
      {},
      { 'insecure-skip-tls-verify': true, 'tls-server-name': 'api.internal' },
      { tls: { servername: 'api.internal', rejectUnauthorized: false } },
    ],
    [
      'plain HTTP',
      { token: 't' },
      { server: 'http://127.0.0.1:8080' },
      { headers: { Authorization: 'Bearer t' } },
    ],
  ])('reads %s', async (_, user, cluster, wanted) => {
    await writeFile(path, kubeconfig(user, cluster));
    const connection = await kubeconfigConnection({ kubeconfig: path });
    expect(await connection.credentials()).toMatchObject(wanted);
  });

  it('takes the context it is told', async () => {
    await writeFile(path, kubeconfig({}, {}, 'n1'));
    const main = await kubeconfigConnection({ kubeconfig: path });
    const other = await kubeconfigConnection({
      kubeconfig: path,
      context: 'other',
    });
    expect([main.namespace, other.namespace]).toEqual(['n1', 'n2']);
  });

  it('runs a credential plugin, and again when its token was refused', async () => {
    const counter = join(directory, 'count');
    await writeFile(
      path,
      kubeconfig({
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'sh',
          args: [
            '-c',
            `echo run >> ${counter}; printf '{"status":{"token":"t%s"}}' $(wc -l < ${counter})`,
          ],
        },
      }),
    );
    const clock = new ManualClock();
    const connection = await kubeconfigConnection({ kubeconfig: path, clock });
    const first = await connection.credentials();
    expect(first.headers).toEqual({ Authorization: 'Bearer t1' });
    // A server that refuses good credentials does not make us run it for each request.
    expect(await connection.credentials(first)).toBe(first);
    clock.advance(5_000);
    const [second, same] = await Promise.all([
      connection.credentials(first),
      connection.credentials(first),
    ]);
    expect(second.headers).toEqual({ Authorization: 'Bearer t2' });
    expect(second.tls).toBe(first.tls);
    expect(same).toBe(second);
    expect(await connection.credentials(first)).toBe(second);
    expect(await readFile(counter, 'utf8')).toBe('run\nrun\n');
  });

  describe('when files change', () => {
    const put = (file: string, text: string) =>
      writeFile(join(directory, file), text);

    async function connect() {
      await put('ca.crt', 'CA one');
      await writeFile(
        path,
        kubeconfig(
          { token: 'one' },
          {
            'certificate-authority': 'ca.crt',
            'certificate-authority-data': undefined,
          },
        ),
      );
      const clock = new ManualClock();
      const connection = await kubeconfigConnection({
        kubeconfig: path,
        clock,
      });
      return { clock, connection };
    }

    it('reads an authority’s certificate again within a minute', async () => {
      const { clock, connection } = await connect();
      const first = await connection.credentials();
      expect(first.tls.ca).toBe('CA one');
      clock.advance(60_000);
      expect(await connection.credentials()).toBe(first);
      await put('ca.crt', 'CA two, longer');
      clock.advance(59_999);
      expect(await connection.credentials()).toBe(first);
      clock.advance(1);
      expect((await connection.credentials()).tls.ca).toBe('CA two, longer');
    });

    it('reads the kubeconfig itself again, and keeps what it has while that cannot be used', async () => {
      const { clock, connection } = await connect();
      const first = await connection.credentials();
      await writeFile(path, '{"half": ');
      clock.advance(60_000);
      expect(await connection.credentials()).toBe(first);
      await writeFile(path, kubeconfig({ token: 'two' }));
      clock.advance(60_000);
      expect((await connection.credentials()).headers).toEqual({
        Authorization: 'Bearer two',
      });
    });

    it('stays with the context it began with', async () => {
      const { clock, connection } = await connect();
      const first = await connection.credentials();
      const config = JSON.parse(await readFile(path, 'utf8'));
      config.users.push({ name: 'w', user: { token: 'of another cluster' } });
      config.contexts[1].context.user = 'w';
      config['current-context'] = 'other';
      await writeFile(path, JSON.stringify(config));
      clock.advance(60_000);
      expect(await connection.credentials()).toEqual(first);
    });

    it('gives no server the credentials of another', async () => {
      const { clock, connection } = await connect();
      const first = await connection.credentials();
      const server = 'https://127.0.0.1:7443';
      await writeFile(path, kubeconfig({ token: 'of another' }, { server }));
      clock.advance(60_000);
      expect(await connection.credentials()).toBe(first);
      clock.advance(5_000);
      await expect(connection.credentials(first)).rejects.toThrow(
        /names another server now, https:\/\/127.0.0.1:7443/,
      );
    });

    it.each<[string, object, string]>([
      [
        'another OpenID token',
        {
          'auth-provider': {
            name: 'oidc',
            config: { 'id-token': jwt({ exp: 9_999_999_998 }) },
          },
        },
        jwt({ exp: 9_999_999_998 }),
      ],
      ['another way to sign in', { token: 'two' }, 'two'],
    ])('believes %s', async (_, user, token) => {
      const config = { 'id-token': jwt({ exp: 9_999_999_999 }) };
      const provider = { name: 'oidc', config };
      await writeFile(path, kubeconfig({ 'auth-provider': provider }));
      const clock = new ManualClock();
      const connection = await kubeconfigConnection({
        kubeconfig: path,
        clock,
      });
      await writeFile(path, kubeconfig(user));
      clock.advance(60_000);
      expect((await connection.credentials()).headers).toEqual({
        Authorization: `Bearer ${token}`,
      });
    });

    it('looks at the file in the home folder when KUBECONFIG is empty', async () => {
      const { KUBECONFIG, HOME } = process.env;
      Object.assign(process.env, { KUBECONFIG: '', HOME: directory });
      try {
        await mkdir(join(directory, '.kube'));
        await put('.kube/config', kubeconfig({ token: 'one' }));
        const clock = new ManualClock();
        const connection = await kubeconfigConnection({ clock });
        await put('.kube/config', kubeconfig({ token: 'two, longer' }));
        clock.advance(60_000);
        expect((await connection.credentials()).headers).toEqual({
          Authorization: 'Bearer two, longer',
        });
      } finally {
        Object.assign(process.env, { HOME });
        if (KUBECONFIG === undefined) delete process.env.KUBECONFIG;
        else process.env.KUBECONFIG = KUBECONFIG;
      }
    });

    it('keeps what it has while a file is away', async () => {
      const { clock, connection } = await connect();
      const first = await connection.credentials();
      await rm(join(directory, 'ca.crt'));
      clock.advance(60_000);
      expect(await connection.credentials()).toBe(first);
    });
  });

  it('waits a minute for a plugin, ends it and says so', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    const started = once(server, 'connection');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await writeFile(
      path,
      kubeconfig({
        exec: {
          command: process.execPath,
          args: ['-e', `net.connect(${port}, '127.0.0.1')`],
        },
      }),
    );
    const clock = new ManualClock();
    const connecting = kubeconfigConnection({ kubeconfig: path, clock });
    const [plugin] = (await started) as [Socket];
    const ended = once(plugin.on('error', () => {}).resume(), 'close');
    clock.advance(60_000);
    await expect(connecting).rejects.toThrow(
      /config cannot be used: nothing came of it within 60 s/,
    );
    await ended;
    server.close();
    expect(clock.timers).toBe(0);
  });

  it.each<[string, () => Promise<string | undefined>, RegExp]>([
    ['a missing file', async () => undefined, /config cannot be used: ENOENT/],
    ['an empty file', async () => '\n', /it is empty, or no kubeconfig/],
    [
      'a context that does not exist',
      async () => kubeconfig({}),
      /no context "nowhere"/,
    ],
    [
      'a proxy',
      async () => kubeconfig({}, { 'proxy-url': 'http://proxy:3128' }),
      /proxies are not supported/,
    ],
    [
      'a plugin that fails',
      async () =>
        kubeconfig({
          exec: {
            command: 'sh',
            args: ['-c', 'echo sign in first >&2; exit 1'],
          },
        }),
      /sign in first/,
    ],
  ])('says what is wrong with %s', async (what, text, message) => {
    const content = await text();
    if (content) {
      await writeFile(path, content);
    }
    const context = what.startsWith('a context') ? 'nowhere' : undefined;
    const failed = kubeconfigConnection({ kubeconfig: path, context });
    await expect(failed).rejects.toThrow(ConnectionError);
    await expect(failed).rejects.toThrow(message);
  });
});
