import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packShellImage } from '@backstage-vdi/cluster/test/packShellImage';
import { expect, test } from '@playwright/test';
import { kubectl, testCluster } from '../src/testCluster';

const NAMESPACE = 'bad-images-test';
const IMAGE = 'docker.io/test/bad-desktop:1';

/** An HTTP server as small as they come. */
const serve = (port: number, status = 200) =>
  `exec /usr/bin/perl -e '$SIG{TERM} = sub { exit };
  socket(S, 2, 1, 6) && bind(S, pack("Sna4x8", 2, ${port}, "\\0" x 4)) && listen(S, 9) or die $!;
  while (accept(C, S)) {
    sysread(C, $_, 4096);
    syswrite(C, "HTTP/1.1 ${status} .\\r\\nContent-Length: 0\\r\\nConnection: close\\r\\n\\r\\n");
    close(C);
  }'`;

/** What each desktop runs whose template says port 8080, and 16 MiB outside of its home. */
const PROGRAMS = {
  'other-port': serve(9090),
  'never-ready': serve(8080, 503),
  'exits-at-once': 'echo starting; echo "no licence for this host"; exit 3',
  // The first time only.
  'fills-its-disk': `[ -e "$HOME/kept" ] || { echo > "$HOME/kept"; /bin/dd if=/dev/zero of=/fill bs=1M count=32; }; ${serve(8080)}`,
};
type Name = keyof typeof PROGRAMS;

const inNamespace = (...args: string[]) =>
  kubectl(['--namespace', NAMESPACE, ...args]);

const get = (object: string, field: string) =>
  inNamespace('get', object, '-o', `jsonpath=${field}`);

/** The one state that the owner of a desktop is told. */
async function told(name: Name): Promise<string> {
  const ready = '.status.conditions[?(@.type=="Ready")]';
  return get(
    `vdi/${name}`,
    `{.status.phase} {${ready}.reason}: {${ready}.message}`,
  );
}

const untilTold = (name: Name, words: RegExp) =>
  expect
    .poll(() => told(name), { timeout: 90_000, intervals: [500] })
    .toMatch(words);

async function createDesktop(name: Name): Promise<void> {
  const apiVersion = 'vdi.kasm.io/v1alpha1';
  const template = {
    apiVersion,
    kind: 'VDITemplate',
    metadata: { name },
    spec: {
      displayName: name,
      image: IMAGE,
      runtime: { type: 'custom', port: 8080, healthPath: '/up' },
      env: [{ name: 'PROGRAM', value: PROGRAMS[name] }],
      ephemeralStorage: '16Mi',
      security: { profile: 'baseline' },
    },
  };
  const session = {
    apiVersion,
    kind: 'VDISession',
    metadata: { name, namespace: NAMESPACE },
    spec: {
      user: 'alice@example.com',
      template: name,
      resources: { cpu: '10m', memory: '64Mi' },
      persistence: { size: '1Gi', retain: false },
    },
  };
  await kubectl(
    ['apply', '-f', '-'],
    [template, session].map(it => JSON.stringify(it)).join('\n---\n'),
  );
}

test.beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'bad-image-'));
  const archive = packShellImage(folder, IMAGE, {
    script: 'eval "$PROGRAM"',
    others: ['/bin/dd', '/usr/bin/perl'],
  });
  await (await testCluster()).loadImage(archive);
  await rm(folder, { recursive: true });
  await kubectl(['create', 'namespace', NAMESPACE]);
});
test.afterAll(async () => {
  await kubectl(['delete', 'namespace', NAMESPACE]);
  await kubectl(['delete', 'vditemplate', ...Object.keys(PROGRAMS)]);
});

/** What each desktop tells its owner, and what becomes of it. */
const STORIES: Record<Name, () => Promise<void>> = {
  'other-port': () =>
    untilTold(
      'other-port',
      /^Creating StartingDesktop: The desktop runs, but does not answer on port 8080 at \/up\. /,
    ),

  'never-ready': () =>
    untilTold(
      'never-ready',
      /^Creating StartingDesktop: The desktop runs, but does not answer on port 8080 at \/up\. /,
    ),

  'exits-at-once': () =>
    untilTold(
      'exits-at-once',
      /^Failed DesktopCrashed: The desktop ended once\. Its last words: "no licence for this host"\. /,
    ),

  async 'fills-its-disk'() {
    const name = 'fills-its-disk';
    await untilTold(
      name,
      /^Failed DiskFull: The desktop filled its 16 MiB of disk, and starts again within 5 min\. Your home is safe: /,
    );
    // It is let be: what is there is the pod that was ended, and no other.
    const uid = await get(`vdi/${name}`, '{.status.podUID}');
    expect(await get(`pod/${name}`, '{.metadata.uid} {.status.phase}')).toMatch(
      new RegExp(`^${uid} (Failed|Succeeded)$`),
    );

    const soon = new Date(Date.now() + 1_000).toISOString();
    await inNamespace(
      'annotate',
      `vdi/${name}`,
      `vdi.kasm.io/restarted-at=${soon}`,
    );
    await untilTold(name, /^Running Running: /);
    expect(await get(`vdi/${name}`, '{.status.lastRestart.message}')).toBe(
      'it had filled its disk',
    );
    const files = ['sh', '-c', 'echo /home/user/* /fill*'];
    expect(await inNamespace('exec', name, '--', ...files)).toBe(
      '/home/user/kept /fill*\n',
    );
  },
};

test('what is wrong with an image is told in words, and keeps nothing busy', async () => {
  const names = Object.keys(PROGRAMS) as Name[];
  await Promise.all(names.map(createDesktop));
  await Promise.all(names.map(name => STORIES[name]()));
});
