import { expect, test } from '@playwright/test';
import { kubectl } from '../src/testCluster';
import { readPage } from '../src/readPage';

const NAMESPACE = 'node-test';

const inNamespace = (...args: string[]) =>
  kubectl(['--namespace', NAMESPACE, ...args]);

interface Wanted {
  name: string;
  template?: string;
  memory?: string;
  idleTimeout?: string;
}

/** Makes a session as a person with kubectl does, whose home goes with it. */
async function createSession({
  name,
  template = 'desktop-cpu',
  memory = '512Mi',
  idleTimeout,
}: Wanted) {
  await kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({
      apiVersion: 'vdi.kasm.io/v1alpha1',
      kind: 'VDISession',
      metadata: { name, namespace: NAMESPACE },
      spec: {
        user: 'alice@example.com',
        template,
        idleTimeout,
        resources: { cpu: '100m', memory },
        persistence: { size: '1Gi', retain: false },
      },
    }),
  );
}

const ready = (field: string) =>
  `{.status.conditions[?(@.type=="Ready")].${field}}`;

/** Waits until the session's Ready condition has this reason, and gives its message. */
async function awaitReason(name: string, reason: string): Promise<string> {
  await inNamespace(
    'wait',
    `vdi/${name}`,
    `--for=jsonpath=${ready('reason')}=${reason}`,
    '--timeout=60s',
  );
  return inNamespace(
    'get',
    `vdi/${name}`,
    '-o',
    `jsonpath=${ready('message')}`,
  );
}

/** Waits until the session's desktop answers, and gives its address. */
async function awaitAddress(name: string): Promise<string> {
  await awaitReason(name, 'Running');
  const url = await inNamespace(
    'get',
    `vdi/${name}`,
    '-o',
    'jsonpath={.status.url}',
  );
  await expect
    .poll(async () => (await readPage(url)).status, { timeout: 5_000 })
    .toBe(200);
  return url;
}

/** Waits until the session was stopped because nobody was connected. */
async function awaitIdleStop(name: string): Promise<void> {
  await inNamespace(
    'wait',
    `vdi/${name}`,
    '--for=jsonpath={.status.stopReason}=Idle',
    '--timeout=90s',
  );
}

/** Deletes a session and waits until every child is gone. */
async function deleteSession(name: string) {
  await inNamespace('delete', 'vdi', name);
  await inNamespace(
    'wait',
    '--for=delete',
    `pod,pvc,service,ingressroute`,
    '--selector',
    `vdi.kasm.io/session=${name}`,
    '--timeout=60s',
  );
}

test.beforeAll(() => kubectl(['create', 'namespace', NAMESPACE]));
test.afterAll(() => kubectl(['delete', 'namespace', NAMESPACE]));

test('a session made with kubectl answers under a certificate of its own name', async () => {
  await createSession({ name: 'plain' });
  const url = await awaitAddress('plain');
  expect(url).toMatch(/^https:\/\/alice-[a-z2-7]{10}\.vdi\.localhost/);
  expect((await readPage(url)).body).toContain('<html');
  await deleteSession('plain');
});

test('a home survives its pod, and the pod comes back', async () => {
  await createSession({ name: 'homely' });
  await awaitReason('homely', 'Running');
  const inDesktop = (command: string) =>
    inNamespace('exec', 'homely', '--', 'sh', '-c', command);
  await inDesktop('echo still here > "$HOME/kept"');

  await inNamespace('delete', 'pod', 'homely');
  await inNamespace('wait', '--for=create', 'pod/homely', '--timeout=60s');
  await inNamespace(
    'wait',
    '--for=condition=Ready',
    'pod/homely',
    '--timeout=60s',
  );
  expect(await inDesktop('cat "$HOME/kept"')).toBe('still here\n');
  await deleteSession('homely');
});

test('a desktop runs while a browser is connected, and stops when none is', async ({
  page,
}) => {
  const idleTimeout = '20s';
  await createSession({ name: 'used', idleTimeout });
  await page.goto(await awaitAddress('used'));
  await expect(page.locator('canvas')).toBeVisible();

  // It becomes ready after the other one, so that the other one would have been stopped before it.
  await createSession({ name: 'left', idleTimeout });
  await awaitIdleStop('left');
  expect(await inNamespace('get', 'vdi/used')).toMatch(/\sRunning\s/);
  await expect(page.locator('canvas')).toBeVisible();

  await page.close();
  await awaitIdleStop('used');
  await deleteSession('left');
  await deleteSession('used');
});

test('an image that cannot be fetched is said in words', async () => {
  const template = 'no-such-image';
  await kubectl(
    ['apply', '-f', '-'],
    JSON.stringify({
      apiVersion: 'vdi.kasm.io/v1alpha1',
      kind: 'VDITemplate',
      metadata: { name: template },
      spec: {
        displayName: 'No such image',
        // Nobody listens there: refused at once, whatever the network.
        image: 'localhost:1/nothing:1',
        runtime: { type: 'novnc' },
      },
    }),
  );
  await createSession({ name: 'imageless', template });
  expect(await awaitReason('imageless', 'ImageCannotBePulled')).toMatch(
    /^The image cannot be fetched/,
  );
  await deleteSession('imageless');
  await kubectl(['delete', 'vditemplate', template]);
});

test('more memory than any node has is waited for and explained', async () => {
  await createSession({ name: 'huge', memory: '900Gi' });
  expect(await awaitReason('huge', 'WaitingForNode')).toMatch(/memory/);
  expect(
    await inNamespace('get', 'vdi/huge', '-o', 'jsonpath={.status.phase}'),
  ).toBe('Creating');
  await deleteSession('huge');
});
