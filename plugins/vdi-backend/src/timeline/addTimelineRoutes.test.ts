import { aSession, aTemplate } from '../testing/objects';
import { type Api, startApi } from '../__testUtils__/startApi';

const ONE = '/sessions/default/vdi-sessions/alice-blender-1';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.desktops.reset(aTemplate());
  api.desktops.put(
    aSession('alice-blender-1', {}, { phase: 'Running', podUID: 'pod-1' }),
  );
});

describe('events', () => {
  it('tells what happened, and goes on where a page ended', async () => {
    api.desktops.events.push({
      metadata: { namespace: 'vdi-sessions' },
      involvedObject: { kind: 'Pod', uid: 'pod-1' },
      reason: 'BackOff',
      message: 'Back-off restarting failed container desktop in pod a',
      type: 'Warning',
      count: 4,
      firstTimestamp: '2026-10-01T08:01:00Z',
      lastTimestamp: '2026-10-01T08:05:00Z',
    });
    const { body: first, headers } = await api
      .call('get', `${ONE}/events?limit=1`)
      .expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(first.items).toEqual([
      {
        id: expect.any(String),
        time: '2026-10-01T08:05:00.000Z',
        since: '2026-10-01T08:01:00.000Z',
        count: 4,
        kind: 'restart',
        severity: 'warning',
        title: 'The desktop ended, and begins again after a pause',
        reason: 'BackOff',
        message: 'Back-off restarting failed container desktop in pod a',
      },
    ]);
    const { body: second } = await api
      .call('get', `${ONE}/events?cursor=${first.nextCursor}`)
      .expect(200);
    expect(second).toMatchObject({ items: [{ title: 'Requested' }] });
    expect(second).not.toHaveProperty('nextCursor');
  });

  it.each(['limit=0', 'limit=201', 'limit=many', 'cursor=made-up', 'cursor='])(
    'refuses %s',
    async search => {
      const { body } = await api
        .call('get', `${ONE}/events?${search}`)
        .expect(400);
      expect(body.error.code).toMatch(/^VDI_INVALID_/);
    },
  );
});

describe('logs', () => {
  it('gives the last lines as plain text that does nothing', async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `\u001b[32mline ${i}`);
    api.desktops.logs.set('alice-blender-1', lines.join('\n'));
    const { text, headers } = await api.call('get', `${ONE}/logs`).expect(200);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(text.split('\n')).toHaveLength(200);
    expect(text).toMatch(/^line 100\n.*\nline 299$/s);
    const { text: last } = await api
      .call('get', `${ONE}/logs?tail=1&previous=false`)
      .expect(200);
    expect(last).toBe('line 299');
  });

  it('says why there is none', async () => {
    const { body } = await api
      .call('get', `${ONE}/logs?previous=true`)
      .expect(404);
    expect(body.error).toMatchObject({
      name: 'NotFoundError',
      code: 'VDI_NO_LOG',
    });
  });

  it.each(['tail=0', 'tail=5001', 'tail=1e9', 'previous=perhaps'])(
    'refuses %s',
    async search => {
      const { body } = await api
        .call('get', `${ONE}/logs?${search}`)
        .expect(400);
      expect(body.error.code).toBe('VDI_INVALID_FIELD');
    },
  );
});

it.each(['events', 'logs'])(
  'has no %s of what is not for the caller to see',
  async what => {
    for (const [path, userRef] of [
      [ONE, 'user:default/bob'],
      [ONE.replace('-1', '-2'), 'user:default/alice'],
      [ONE.replace('default', 'elsewhere'), 'user:default/alice'],
    ]) {
      const { body } = await api
        .call('get', `${path}/${what}`, userRef)
        .expect(404);
      expect(body.error.code).toBe('VDI_SESSION_NOT_FOUND');
    }
  },
);
