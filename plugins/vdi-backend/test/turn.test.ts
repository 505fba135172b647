import { randomBytes } from 'node:crypto';
import { mockCredentials } from '@backstage/backend-test-utils';
import {
  type KubeObject,
  loadConnection,
  Transport,
} from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { CHILDREN, VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import {
  childName,
  type SessionRef,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { type Portal, startPortal } from './portal';

const kubeconfig = process.env.VDI_TEST_KUBECONFIG ?? '';
const name = `turn-${randomBytes(4).toString('hex')}`;
const SERVICE = 'http://portal.example.com/api/vdi';
const SECRET = 's'.repeat(32);
const KEY = 'k'.repeat(32);

let transport: Transport;
let portal: Portal;

const alice = () => portal.as('user:default/alice');

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig });
  transport = new Transport(connection, { userAgent: 'turn-test/0' });
  await transport.create(VDITEMPLATE, {
    metadata: { name },
    spec: {
      displayName: 'Desk',
      image: 'example/desk:1',
      runtime: { type: 'selkies', transport: 'webrtc' },
      persistence: { retain: false },
    },
  });
  portal = await startPortal({
    kubernetes: { kubeconfig },
    namespace: name,
    operator: { namespace: name, leaderElection: false },
    turn: {
      secret: SECRET,
      key: KEY,
      uris: ['turn:turn.example.com:3478'],
      service: `${SERVICE}/turn`,
    },
  });
});

afterAll(async () => {
  await portal?.stop();
  await transport.delete(VDITEMPLATE, { name });
  await removeNamespace(transport, name, VDISESSION);
  await transport.close();
});

/** One of Alice's desktops, when it runs. */
async function aDesktop(): Promise<SessionView> {
  const made = await alice().createSession({ template: name });
  return portal.until(async () => {
    const session = await alice().getSession(made);
    return session.phase === 'Running' ? session : undefined;
  });
}

/** The pod of a desktop, as whoever gets into it may see it. */
async function podOf(session: SessionRef): Promise<string> {
  const ref = { namespace: name, name: childName(session.name) };
  const pod = await transport.get<KubeObject>(CHILDREN.pod, ref);
  return JSON.stringify(pod);
}

/** The path below the portal's API that a desktop asks for credentials. */
const pathIn = (pod: string) =>
  new RegExp(`${SERVICE}(/turn/[^"]+)`).exec(pod)?.[1] ?? '';

/** Asks as a desktop does, without a token. */
const ask = (path: string) =>
  fetch(`${portal.baseUrl}${path}`, {
    headers: {
      // Where there is no header the test backend takes everybody for a user.
      authorization: mockCredentials.none.header(),
      connection: 'close',
    },
  });

it('gives each desktop a way to credentials of its own, for as long as it is there', async () => {
  const [one, other] = [await aDesktop(), await aDesktop()];
  const pods = [await podOf(one), await podOf(other)];
  for (const pod of pods) {
    expect(pod).not.toContain(SECRET);
    expect(pod).not.toContain(KEY);
  }
  const [path, foreign] = pods.map(pathIn);
  const answer = await ask(path);
  expect(await answer.json()).toMatchObject({
    iceServers: [{ urls: ['turn:turn.example.com:3478'] }],
  });

  const token = (it: string) => it.split('/').pop() ?? '';
  const mixed = path.replace(token(path), token(foreign));
  expect((await ask(mixed)).status).toBe(404);

  await alice().deleteSession(one);
  expect((await ask(path)).status).toBe(404);
  expect((await ask(foreign)).status).toBe(200);
});
