import type { SessionQuery } from './api';
import { eachSession, VdiClient } from './VdiClient';

function create(answer: Response) {
  const fetch = jest.fn().mockResolvedValue(answer);
  const discoveryApi = {
    getBaseUrl: async (id: string) => `http://portal/${id}`,
  };
  return {
    fetch,
    client: new VdiClient({ discoveryApi, fetchApi: { fetch } }),
  };
}

const ref = { cluster: 'default', namespace: 'vdi-sessions', name: 'a' };
const odd = { cluster: 'a/b', namespace: 'c?', name: 'd' };
const AT = '/sessions/default/vdi-sessions/a';

it.each<
  [
    request: string,
    act: (client: VdiClient) => Promise<unknown>,
    body?: object,
    headers?: Record<string, string>,
  ]
>([
  ['GET /templates', it => it.listTemplates()],
  [
    'GET /sessions?owner=me&limit=2',
    it => it.listSessions({ owner: 'me', phase: undefined, limit: 2 }),
  ],
  ['GET /sessions/a%2Fb/c%3F/d', it => it.getSession(odd)],
  [
    'POST /sessions',
    it => it.createSession({ template: 't' }),
    { template: 't' },
  ],
  [
    'POST /sessions',
    it => it.createSession({ template: 't' }, { idempotencyKey: 'k' }),
    { template: 't' },
    { 'idempotency-key': 'k' },
  ],
  [`PATCH ${AT}`, it => it.updateSession(ref, { title: 'T' }), { title: 'T' }],
  [
    `PATCH ${AT}`,
    it => it.updateSession(ref, { title: 'T' }, { ifMatch: '"7"' }),
    { title: 'T' },
    { 'if-match': '"7"' },
  ],
  [
    `DELETE ${AT}`,
    it => it.deleteSession(ref, { ifMatch: '"7"' }),
    undefined,
    { 'if-match': '"7"' },
  ],
  [`POST ${AT}/start`, it => it.startSession(ref)],
  [`POST ${AT}/stop`, it => it.stopSession(ref)],
  [`POST ${AT}/restart`, it => it.restartSession(ref)],
  [`POST ${AT}/extend`, it => it.extendSession(ref)],
  [
    `POST ${AT}/extend`,
    it => it.extendSession(ref, { by: '2h' }),
    { by: '2h' },
  ],
  [`GET ${AT}/events?limit=5`, it => it.getTimeline(ref, { limit: 5 })],
  [`GET ${AT}/logs?previous=true`, it => it.getLog(ref, { previous: true })],
  ['GET /quota', it => it.getQuota()],
  ['GET /usage?by=group', it => it.getUsage({ by: 'group' })],
])('asks %s', async (wanted, act, ...[body, headers]) => {
  const { client, fetch } = create(Response.json({}));
  await act(client);
  const [url, { method, ...sent }] = fetch.mock.calls[0];
  expect(`${method} ${url}`.replace('http://portal/vdi/v1', '')).toBe(wanted);
  expect(sent.body && JSON.parse(sent.body)).toEqual(body);
  expect(Object.fromEntries(sent.headers)).toEqual({
    ...(body && { 'content-type': 'application/json' }),
    ...headers,
  });
});

it('gives the desktops of all pages, each page of the same query', async () => {
  const asked: (SessionQuery | undefined)[] = [];
  const pages: Record<string, { items: string[]; nextCursor?: string }> = {
    '': { items: ['a', 'b'], nextCursor: '2' },
    '2': { items: [], nextCursor: '3' },
    '3': { items: ['c'] },
  };
  const listSessions = jest.fn(async (query?: SessionQuery) => {
    asked.push(query);
    return pages[query?.cursor ?? ''] as never;
  });
  const found: unknown[] = [];
  for await (const it of eachSession({ listSessions }, { owner: 'me' })) {
    found.push(it);
  }
  expect(found).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual(
    [undefined, '2', '3'].map(cursor => ({ owner: 'me', cursor })),
  );
});

it('tells what the server refuses, with its code', async () => {
  const error = {
    name: 'InputError',
    code: 'VDI_INVALID_FIELD',
    message: 'no',
  };
  const body = JSON.stringify({ error, response: { statusCode: 400 } });
  const headers = { 'content-type': 'application/json' };
  const { client } = create(new Response(body, { status: 400, headers }));
  await expect(client.getUsage()).rejects.toMatchObject({
    statusCode: 400,
    body: { error },
  });
});
