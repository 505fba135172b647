import { homeName, SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { apiServerWrites } from './apiServerWrites';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

/** Long enough that no start is slow on any machine: what is counted are the writes of a start with everything at hand. */
const PATIENT = { progressAfter: 60_000 };

const CHILD_WRITES = [
  'create persistentvolumeclaims',
  'create services',
  'create ingressroutes',
  'create pods',
];

describe('the life of a session', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
  });
  afterAll(() => ns.remove());
  beforeEach(async () => {
    run = await runOperator(ns.connection, { namespace: ns.name, ...PATIENT });
  });
  afterEach(() => run.stop());

  it('takes five writes to run when the portal made it, and one to go', async () => {
    const counts = await apiServerWrites(ns.transport);
    await run.operator.client.createSession({
      metadata: { namespace: ns.name, name: 'five' },
      spec: {
        user: 'alice@example.com',
        template,
        persistence: { retain: false },
      },
    });
    expect(run.writes.splice(0)).toEqual(['create vdisessions']);
    const status = await ns.untilPhase('five', 'Running');

    expect(status).toMatchObject({
      url: `https://${status.host}/`,
      host: expect.stringMatching(/^alice-[a-z2-7]{10}\.vdi\.localhost$/),
      podName: 'five',
      nodeName: expect.any(String),
      startTime: expect.any(String),
      stopsAt: { reason: 'TimeLimit' },
      observedGeneration: 1,
    });
    expect(
      status.conditions?.map(({ type, status: is }) => `${type} ${is}`),
    ).toEqual([
      'Ready True',
      'TemplateResolved True',
      'StorageReady True',
      'PodScheduled True',
      'PodReady True',
      'Routed True',
      'Expiring False',
      'UpToDate True',
      'Valid True',
    ]);
    await ns.deleteSession('five');
    await ns.untilGone({
      pod: ['five'],
      service: ['five'],
      route: ['five'],
      home: ['five-home'],
    });
    await run.untilWrites(6);
    expect(run.writes.slice(0, 4).sort()).toEqual([...CHILD_WRITES].sort());
    expect(run.writes.slice(4)).toEqual([
      'patch vdisessions/status',
      'patch vdisessions',
    ]);

    // The API server's own count: the portal's create, our five, and one to go.
    expect(await apiServerWrites(ns.transport)).toEqual({
      'POST vdisessions': counts['POST vdisessions'] + 1,
      'POST persistentvolumeclaims': counts['POST persistentvolumeclaims'] + 1,
      'POST services': counts['POST services'] + 1,
      'POST ingressroutes': counts['POST ingressroutes'] + 1,
      'POST pods': counts['POST pods'] + 1,
      'PATCH vdisessions/status': counts['PATCH vdisessions/status'] + 1,
      'PATCH vdisessions': counts['PATCH vdisessions'] + 1,
    });
  });

  it('takes six writes when kubectl made it', async () => {
    await ns.session('six', { template });
    await ns.untilPhase('six', 'Running');
    await run.untilWrites(6);
    expect(run.writes[0]).toBe('patch vdisessions');
    expect(run.writes.slice(1, -1).sort()).toEqual([...CHILD_WRITES].sort());
    expect(run.writes.at(-1)).toBe('patch vdisessions/status');
    expect(run.writes).toHaveLength(6);
    expect(ns.get('session', 'six')?.metadata?.finalizers).toEqual([
      SESSION_FINALIZER,
    ]);
  });

  it('writes nothing when another operator takes over what runs', async () => {
    await ns.session('rest', { template });
    await ns.untilPhase('rest', 'Running');
    const second = await runOperator(ns.connection, {
      namespace: ns.name,
      ...PATIENT,
    });
    await second.untilReconciled(`${ns.name}/rest`);
    expect(second.writes).toEqual([]);
    await second.stop();
  });

  it('keeps the home of a deleted session and gives it back to the same owner', async () => {
    await ns.session('kept', { template });
    await ns.untilPhase('kept', 'Running');
    const { uid } = ns.get('home', 'kept-home')?.metadata ?? {};
    await ns.deleteSession('kept');
    await ns.untilGone({ pod: ['kept'], route: ['kept'] });
    expect(ns.get('home', 'kept-home')?.metadata?.uid).toBe(uid);

    run.writes.length = 0;
    await ns.session('kept', { template });
    await ns.untilPhase('kept', 'Running');
    expect(ns.get('home', 'kept-home')?.metadata?.uid).toBe(uid);
    expect(run.writes).not.toContain('create persistentvolumeclaims');
  });

  it('gives a kept home to nobody else', async () => {
    await ns.session('mine', { template });
    await ns.untilPhase('mine', 'Running');
    const { uid } = ns.get('home', 'mine-home')?.metadata ?? {};
    await ns.deleteSession('mine');
    await ns.untilGone({ pod: ['mine'] });

    await ns.session('mine', { template, user: 'bob@example.com' });
    const { conditions } = await ns.untilPhase(
      'mine',
      'Failed',
      'NameConflict',
    );
    expect(conditions?.[0].message).toContain('is not yours');
    expect(ns.names('pod')).not.toContain('mine');
    expect(ns.get('home', 'mine-home')?.metadata?.uid).toBe(uid);
  });

  it('lets the owner change their mind about keeping the home', async () => {
    await ns.session('mind', { template, persistence: { retain: false } });
    await ns.untilPhase('mind', 'Running');
    const owners = () =>
      ns.get('home', 'mind-home')?.metadata?.ownerReferences?.length ?? 0;
    expect(owners()).toBe(1);
    await ns.patchSession('mind', { persistence: { retain: true } });
    await ns.until(() => owners() === 0);
    await ns.patchSession('mind', { persistence: { retain: false } });
    await ns.until(() => owners() === 1);
    await ns.deleteSession('mind');
    await ns.untilGone({ home: ['mind-home'] });
    expect(ns.names('home')).not.toContain('mind-home');
  });

  it('stops when its time is over, keeps the home, and starts again when it is turned on', async () => {
    await ns.session('time', { template, timeout: '2s' });
    const { startTime } = await ns.untilPhase('time', 'Running');
    const stopped = await ns.untilPhase('time', 'Stopped', 'TimeLimit');
    expect(stopped).toMatchObject({ stopReason: 'TimeLimit' });
    expect(stopped).not.toHaveProperty('url');
    expect(Date.parse(stopped.stopTime!)).toBeGreaterThanOrEqual(
      Date.parse(startTime!) + 2_000,
    );
    expect(ns.get('pod', 'time')).toBeUndefined();
    expect(ns.get('home', 'time-home')).toBeDefined();
    expect(ns.get('session', 'time')?.spec.running).toBe(false);

    await ns.patchSession('time', { running: true, timeout: '1h' });
    const again = await ns.untilPhase('time', 'Running');
    expect(again).not.toHaveProperty('stopReason');
    expect(Date.parse(again.startTime!)).toBeGreaterThan(
      Date.parse(startTime!),
    );
  });

  it('is turned off and on by its owner', async () => {
    await ns.session('off', { template });
    await ns.untilPhase('off', 'Running');
    await ns.patchSession('off', { running: false });
    await ns.untilPhase('off', 'Stopped', 'ByUser');
    expect(ns.get('pod', 'off')).toBeUndefined();
    await ns.patchSession('off', { running: true });
    await ns.untilPhase('off', 'Running');
  });

  it('leaves nothing behind when it is deleted while it starts', async () => {
    const names = Array.from({ length: 10 }, (_, i) => `brief-${i}`);
    for (const name of names) {
      await ns.session(
        name,
        { template, persistence: { retain: false } },
        { finalizers: [SESSION_FINALIZER] },
      );
      await ns.delete('session', name);
    }
    await ns.untilGone({
      session: names,
      pod: names,
      service: names,
      route: names,
      home: names.map(homeName),
    });
    expect(ns.names('pod').filter(name => names.includes(name))).toEqual([]);
  });

  it('waits for what an earlier session of its name left, and then runs', async () => {
    const made = { template, persistence: { retain: false } };
    await ns.session('again', made);
    await ns.untilPhase('again', 'Running');
    const { uid } = ns.get('pod', 'again')?.metadata ?? {};
    await ns.deleteSession('again');
    const { metadata } = await ns.session('again', made);
    await ns.untilPhase('again', 'Running');
    const pod = ns.get('pod', 'again')?.metadata;
    expect(pod?.uid).not.toBe(uid);
    expect(pod?.ownerReferences?.[0].uid).toBe(metadata?.uid);
  });

  it('makes deleted children again', async () => {
    await ns.session('lost', { template });
    await ns.untilPhase('lost', 'Running');
    for (const kind of ['service', 'route', 'pod'] as const) {
      const replaced = ns.untilReplaced(kind, 'lost');
      await ns.delete(kind, 'lost');
      await replaced;
    }
    await ns.untilPhase('lost', 'Running', 'Running');
    expect(ns.condition('lost', 'Routed')?.status).toBe('True');
  });

  it('runs two desktops of one person at two addresses', async () => {
    await ns.session('one', { template });
    await ns.session('two', { template });
    const one = await ns.untilPhase('one', 'Running');
    const two = await ns.untilPhase('two', 'Running');
    expect(one.host).not.toBe(two.host);
    expect(ns.names('home')).toEqual(
      expect.arrayContaining(['one-home', 'two-home']),
    );
  });

  it.each([
    ['253 characters', `${'long.'.repeat(50)}abc`],
    ['dots and a leading digit', '3.d.modelling'],
  ])('runs a session whose name has %s', async (_, name) => {
    await ns.session(name, { template });
    const { podName = '' } = await ns.untilPhase(name, 'Running');
    expect(podName.length).toBeLessThanOrEqual(63);
    expect(ns.names('pod')).toContain(podName);
    expect(ns.names('home')).toContain(homeName(name));
    expect(ns.names('service')).toContain(podName);
    await ns.deleteSession(name);
  });

  it('needs no home', async () => {
    await ns.session('bare', { template, persistence: { enabled: false } });
    await ns.untilPhase('bare', 'Running');
    expect(run.writes).not.toContain('create persistentvolumeclaims');
  });
});
