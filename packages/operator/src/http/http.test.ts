import type { OperatorHealth, WatchHealth } from '../operatorHealth';
import { describeLiveness } from './describeLiveness';
import { describeReadiness } from './describeReadiness';
import { type HttpServer, startHttpServer } from './startHttpServer';

const watching: WatchHealth = {
  state: 'watching',
  synced: true,
  lastByteAgeMs: 60_000,
  error: undefined,
  lists: 1,
};

const health: OperatorHealth = {
  synced: true,
  stopping: false,
  lease: 'vdi-operator',
  isLeader: true,
  watches: { pods: watching, services: watching },
};

const silent = (lastByteAgeMs: number) => ({
  watches: { pods: { ...watching, lastByteAgeMs }, services: watching },
});

describe('describeReadiness', () => {
  it.each<[string, Partial<OperatorHealth>, boolean, string]>([
    ['the leader', {}, true, 'ok, working'],
    [
      'a standby',
      { isLeader: false, leader: 'operator-1' },
      true,
      'ok, standing by for operator-1',
    ],
    ['a standby of nobody', { isLeader: false }, true, 'ok, standing by'],
    [
      'one that has not read everything',
      {
        synced: false,
        watches: {
          pods: {
            ...watching,
            synced: false,
            state: 'forbidden',
            error: 'pods is forbidden',
          },
          services: watching,
          vdisessions: { ...watching, synced: false, state: 'listing' },
        },
      },
      false,
      'not read yet: pods (forbidden: pods is forbidden), vdisessions (listing)',
    ],
    ['one that stops', { stopping: true }, false, 'stopping'],
  ])('says of %s what there is to say', (_, change, ok, words) => {
    expect(describeReadiness({ ...health, ...change })).toEqual({ ok, words });
  });
});

describe('describeLiveness', () => {
  const down: WatchHealth = {
    ...watching,
    state: 'backoff',
    lastByteAgeMs: 3_600_000,
  };

  it.each<[string, Partial<OperatorHealth>, boolean]>([
    ['an operator that watches', {}, true],
    ['a watch that is silent for long', silent(299_000), true],
    ['a watch that should have been opened anew', silent(301_000), false],
    [
      'a watch that ended',
      { watches: { pods: { ...watching, state: 'stopped' } } },
      false,
    ],
    ['a cluster that is down', { watches: { pods: down } }, true],
    [
      'an operator that stops',
      { stopping: true, watches: { pods: { ...watching, state: 'stopped' } } },
      true,
    ],
  ])('of %s', (_, change, ok) => {
    expect(describeLiveness({ ...health, ...change }).ok).toBe(ok);
  });
});

describe('startHttpServer', () => {
  let server: HttpServer;
  let ready = true;
  const options = {
    port: 0,
    address: '127.0.0.1',
    live: () => ({ ok: true, words: 'ok' }),
    ready: () => ({ ok: ready, words: ready ? 'ok' : 'stopping' }),
    metrics: {
      contentType: 'text/plain; version=0.0.4',
      text: async () => 'up 1\n',
    },
  };
  const ask = async (path: string, init?: RequestInit) => {
    const url = `http://127.0.0.1:${server.port}${path}`;
    const reply = await fetch(url, init);
    return [reply.status, await reply.text()];
  };

  beforeAll(async () => {
    server = await startHttpServer(options);
  });
  afterAll(() => server.close());

  it('answers', async () => {
    expect(await ask('/healthz')).toEqual([200, 'ok\n']);
    expect(await ask('/readyz?verbose')).toEqual([200, 'ok\n']);
    expect(await ask('/metrics')).toEqual([200, 'up 1\n']);
    expect(await ask('/')).toEqual([
      404,
      'There are /healthz, /readyz and /metrics\n',
    ]);
    expect(await ask('/metrics', { method: 'POST' })).toEqual([
      405,
      'Only GET and HEAD\n',
    ]);
    ready = false;
    expect(await ask('/readyz')).toEqual([503, 'stopping\n']);
  });

  it('says which setting names another port when this one is taken', async () => {
    await expect(
      startHttpServer({ ...options, port: server.port }),
    ).rejects.toThrow(/^Port \d+ .*EADDRINUSE.* VDI_HTTP_PORT .* 0 turns/);
  });

  it('closes at once, whoever is connected', async () => {
    const other = await startHttpServer(options);
    await fetch(`http://127.0.0.1:${other.port}/healthz`);
    await other.close();
    await expect(
      fetch(`http://127.0.0.1:${other.port}/healthz`),
    ).rejects.toThrow();
  });
});
