import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { startTurnserver, type Turnserver } from '@backstage-vdi/cluster';
import {
  turnCredentials,
  type TurnCredentials,
  turnToken,
} from '@backstage-vdi/plugin-vdi-common';
import request from 'supertest';
import { createVdiPlugin } from '../../src/plugin';
import { MemoryDesktops } from '../../src/testing/MemoryDesktops';
import { aSession } from '../../src/testing/objects';
import { ownDatabase } from '../ownDatabase';

const secret = 's'.repeat(32);
const key = 'k'.repeat(32);
const session = aSession();

let relay: Turnserver;
const database = ownDatabase();
let portal: Awaited<ReturnType<typeof startTestBackend>>;

beforeAll(async () => {
  relay = await startTurnserver(secret);
  const desktops = new MemoryDesktops();
  desktops.put(session);
  portal = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops),
      database.feature,
      catalogServiceMock.factory(),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          vdi: {
            turn: { secret, key, uris: [`turn:127.0.0.1:${relay.port}`] },
          },
        },
      }),
    ],
  });
});

afterAll(async () => {
  await portal?.stop();
  await database.close();
  await relay?.stop();
});

/** What the portal gives to the session's desktop. */
async function askPortal(): Promise<TurnCredentials> {
  const uid = `${session.metadata.uid}`;
  const { body } = await request(portal.server)
    .get(`/api/vdi/turn/${uid}/${turnToken(key, uid)}`)
    .set('authorization', mockCredentials.none.header());
  const [{ username, credential }] = body.iceServers;
  return { username, password: credential };
}

/** What coturn's own client says of a few messages through the relay with these credentials. */
async function send(
  { username, password }: TurnCredentials,
  ...options: string[]
): Promise<string> {
  const args = ['-v', '-c', '-n', '5', '-u', username, '-w', password];
  const to = ['-p', `${relay.port}`, '127.0.0.1'];
  try {
    const client = promisify(execFile);
    const all = [...args, ...options, ...to];
    return (await client('turnutils_uclient', all)).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

/** Both ends get to each other by the relay alone. */
const BOTH_ENDS = '-y';
const minted = (changes: object) =>
  turnCredentials({
    secret,
    user: 'desktop',
    ttlSeconds: 600,
    now: Date.now(),
    ...changes,
  });

it('carries what a desktop and its browser send with credentials of the portal', async () => {
  const said = await send(await askPortal(), BOTH_ENDS);
  expect(said).toMatch(/tot_send_msgs=10, tot_recv_msgs=10/);
  expect(said).toMatch(/Total lost packets 0 /);
});

it.each<[string, object]>([
  ['have expired', { now: Date.now() - 601_000 }],
  ['were minted with another secret', { secret: 'x'.repeat(32) }],
])('lets nobody in by credentials that %s', async (_, changes) => {
  const said = await send(minted(changes), BOTH_ENDS);
  expect(said).toContain('Cannot complete Allocation');
});

it('lets nobody put off the end of credentials', async () => {
  const { username, password } = minted({});
  const later = username.replace(/^\d+/, expiry => `${Number(expiry) + 60}`);
  const said = await send({ username: later, password }, BOTH_ENDS);
  expect(said).toContain('Cannot complete Allocation');
});

it('lets one session have no more of it than it needs', async () => {
  const greedy = minted({ user: 'greedy' });
  const said = await send(greedy, BOTH_ENDS, '-m', '20');
  expect(said).toContain('error 486 (Allocation Quota Reached)');
  await expect(send(await askPortal(), BOTH_ENDS)).resolves.toContain(
    'Total lost packets 0 ',
  );
});

it.each(['10.0.0.1', '127.0.0.2', '169.254.169.254', '203.0.113.9'])(
  'leads nobody to %s',
  async peer => {
    // Each as a user of its own: what the client leaves behind when it is refused counts for the quota.
    const said = await send(minted({ user: peer }), '-e', peer);
    expect(said).toContain('error 403 (Forbidden IP)');
  },
);
