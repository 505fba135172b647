import { createHmac } from 'node:crypto';
import { MiddlewareFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { mockServices } from '@backstage/backend-test-utils';
import { turnToken } from '@backstage-vdi/plugin-vdi-common';
import express from 'express';
import PromiseRouter from 'express-promise-router';
import request from 'supertest';
import { ClusterUnavailableError } from '../service/errors';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import { addTurnRoute } from './turn';

const turn = {
  secret: 's'.repeat(32),
  keys: ['k'.repeat(32), 'e'.repeat(32)] as const,
  uris: ['turn:turn.example.com:3478?transport=udp'],
  ttl: 600,
  service: 'https://portal.example.com/api/vdi/turn',
};
const NOW = Date.parse('2026-01-01T12:00:00Z');

const session = aSession();
const uid = session.metadata.uid ?? '';
const stopped = aSession('stopped', { running: false });
const token = turnToken(turn.keys[0], uid);

const desktops = new MemoryDesktops();
const relayAudit = { issued: jest.fn() };
const logger = mockServices.logger.mock();

/** The route as the portal has it: with its log and its errors. */
function portal() {
  const middleware = MiddlewareFactory.create({
    config: mockServices.rootConfig(),
    logger,
  });
  const router = PromiseRouter();
  addTurnRoute(router, { desktops, turn, relayAudit, now: () => NOW });
  return express()
    .use(middleware.logging())
    .use('/api/vdi', router)
    .use(middleware.error());
}

const ask = (path: string) => request(portal()).get(`/api/vdi/turn/${path}`);

/** What the portal logged since the test began. */
const logged = () => JSON.stringify(logger.info.mock.calls);

beforeEach(() => {
  logger.info.mockClear();
  relayAudit.issued.mockClear();
  logger.child.mockReturnValue(logger);
  desktops.reset();
  desktops.put(session);
  desktops.put(stopped);
});

afterEach(() => jest.restoreAllMocks());

it('gives a desktop what it and its browsers get in by', async () => {
  const { body, headers } = await ask(`${uid}/${token}`).expect(200);
  expect(headers['cache-control']).toBe('no-store');
  const username = expect.stringMatching(/^1767269400:[0-9a-f]{32}$/);
  expect(body).toEqual({
    iceServers: [{ urls: turn.uris, username, credential: expect.any(String) }],
    iceTransportPolicy: 'relay',
  });
  const [server] = body.iceServers;
  expect(server.credential).toBe(
    createHmac('sha1', turn.secret).update(server.username).digest('base64'),
  );
  expect(server.username).not.toContain(uid);
  expect(relayAudit.issued.mock.calls).toEqual([
    [session, expect.stringMatching(/127\.0\.0\.1|::1/)],
  ]);
});

it('takes the query that Selkies 2.1 adds, and a key of before', async () => {
  const earlier = turnToken(turn.keys[1], uid);
  const { status } = await ask(`${uid}/${earlier}?service=turn&username=a`);
  expect(status).toBe(200);
});

it('answers a desktop that starts', async () => {
  desktops.put({ ...session, status: { phase: 'Creating' } });
  const { status } = await ask(`${uid}/${token}`);
  expect(status).toBe(200);
});

it.each([
  ['a wrong key', `${uid}/${'A'.repeat(43)}`],
  ['a short key', `${uid}/${token.slice(1)}`],
  [
    "another session's key",
    `${uid}/${turnToken(turn.keys[0], `${stopped.metadata.uid}`)}`,
  ],
  [
    'a stopped session',
    `${stopped.metadata.uid}/${turnToken(turn.keys[0], `${stopped.metadata.uid}`)}`,
  ],
  ['an unknown session', `gone/${turnToken(turn.keys[0], 'gone')}`],
  ['letters of other scripts', `%E5%B1%B1/${token}`],
])('has one answer for %s', async (_, path) => {
  const { headers, text } = await ask(path).expect(404);
  expect(text).toBe('Not Found');
  expect(headers['cache-control']).toBe('no-store');
  expect(relayAudit.issued).not.toHaveBeenCalled();
});

it('has the same answer for a session that is being deleted', async () => {
  await desktops.deleteSession({ cluster: 'default', session });
  const { text } = await ask(`${uid}/${token}`).expect(404);
  expect(text).toBe('Not Found');
});

it.each([
  ['an answer', `${uid}/${token}?username=selkies`, 200],
  ['a refusal', `${stopped.metadata.uid}/${token}`, 404],
])('leaves no secret in the log with %s', async (_, path, status) => {
  const { body } = await ask(path).expect(status);
  expect(logged()).toContain('GET /api/vdi/turn/uid-of-');
  expect(logged()).not.toContain(token);
  for (const { credential } of body.iceServers ?? []) {
    expect(logged()).not.toContain(credential);
  }
});

it('tells no key where the cluster cannot be asked', async () => {
  jest.spyOn(desktops, 'sessionByUid').mockImplementation(() => {
    throw new ClusterUnavailableError('Kubernetes cannot be reached.');
  });
  const { text } = await ask(`${uid}/${token}`).expect(503);
  expect(text).toContain('Kubernetes cannot be reached.');
  expect(text).not.toContain(token);
  expect(JSON.stringify(logger.error.mock.calls)).not.toContain(token);
});
