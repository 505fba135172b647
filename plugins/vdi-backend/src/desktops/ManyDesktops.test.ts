import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import { ManyDesktops } from './ManyDesktops';

const ALICE = 'user:default/alice';

let one: MemoryDesktops;
let two: MemoryDesktops;
let both: ManyDesktops;

const refIn = (cluster: string, name = 'alice-blender-1') => ({
  cluster,
  namespace: 'vdi-sessions',
  name,
});
const anotherUid = (uid: string) => {
  const session = aSession();
  return { ...session, metadata: { ...session.metadata, uid } };
};

beforeEach(() => {
  one = new MemoryDesktops('one');
  two = new MemoryDesktops('two');
  both = new ManyDesktops([one, two].map(it => [it.cluster, it]));
  one.reset(aTemplate('blender'), aTemplate('office'));
  two.reset(aTemplate('blender', { displayName: 'Blender elsewhere' }));
  one.put(anotherUid('in-one'));
  two.put(anotherUid('in-two'));
});

it('runs and ends all of them', async () => {
  both.start();
  expect([one.running, two.running]).toEqual([true, true]);
  await both.stop();
  expect([one.running, two.running]).toEqual([false, false]);
});

it('tells apart what has one name in both', () => {
  expect(both.session(refIn('one'))?.metadata.uid).toBe('in-one');
  expect(both.session(refIn('two'))?.metadata.uid).toBe('in-two');
  expect(both.session(refIn('three'))).toBeUndefined();
  expect(both.sessionByUid('in-two')?.metadata.uid).toBe('in-two');
  expect(
    both
      .sessionsOf([ALICE])
      .map(({ cluster, session }) => [cluster, session.metadata.uid]),
  ).toEqual([
    ['one', 'in-one'],
    ['two', 'in-two'],
  ]);
  const name = 'blender';
  expect(both.template({ cluster: 'two', name })?.spec.displayName).toBe(
    'Blender elsewhere',
  );
  expect(both.template({ cluster: 'three', name })).toBeUndefined();
  expect(
    both.templates().map(it => `${it.cluster}/${it.template.metadata.name}`),
  ).toEqual(['one/blender', 'one/office', 'two/blender']);
});

it('changes only what it is about', async () => {
  const found = { cluster: 'two', session: both.session(refIn('two'))! };
  await both.changeSession(found, { spec: { running: false } });
  expect(both.session(refIn('two'))?.spec.running).toBe(false);
  expect(both.session(refIn('one'))?.spec.running).toBeUndefined();
  await both.deleteSession(found);
  expect(both.session(refIn('one'))?.metadata.deletionTimestamp).toBe(
    undefined,
  );
  expect(await both.readSession(refIn('one'))).toBe(both.session(refIn('one')));
});

it('makes a session where it is wanted', async () => {
  const { spec } = aSession();
  const metadata = { namespace: 'vdi-sessions', name: 'new' };
  const made = await both.createSession('two', { metadata, spec });
  expect(made.cluster).toBe('two');
  expect(both.session(refIn('two', 'new'))).toBeDefined();
  expect(both.session(refIn('one', 'new'))).toBeUndefined();
});

it('asks each what time it is there, what happened, and for logs', async () => {
  one.time = 1;
  two.time = 2;
  expect([both.now('one'), both.now('two')]).toEqual([1, 2]);
  two.logs.set('alice-blender-1', 'in two');
  const options = { tail: 1, previous: false };
  const logIn = (cluster: string) =>
    both.logOf({ cluster, session: both.session(refIn(cluster))! }, options);
  expect(await logIn('two')).toBe('in two');
  await expect(logIn('one')).rejects.toThrow('no log');
  expect(await both.eventsOf(refIn('one'))).toMatchObject({ events: [] });
});

it('hears of changes in all of them, and where they were', () => {
  const owners: unknown[] = [];
  const places: unknown[] = [];
  both.onOwnersChange(changed => owners.push(...changed));
  both.onSessionsChange(changed => places.push(...changed));
  two.put(aSession('a'));
  one.put(aSession('b'));
  expect(owners).toEqual([ALICE, ALICE]);
  expect(places).toEqual([refIn('two', 'a'), refIn('one', 'b')]);
});

describe('where one cannot be reached', () => {
  const unavailable = expect.objectContaining({
    code: 'VDI_CLUSTER_UNAVAILABLE',
  });
  const message = 'It does not answer.';

  it('tells what it had, and how old that is', () => {
    one.state = { state: 'stale', since: '2026-10-01T08:00:00Z', message };
    expect(both.sessions()).toHaveLength(2);
    expect(both.clusters()).toEqual([
      { name: 'one', state: 'stale', since: '2026-10-01T08:00:00Z', message },
      { name: 'two', state: 'ok' },
    ]);
  });

  it('tells what the others have while it was never read', () => {
    one.state = { state: 'unavailable', message };
    expect(both.sessions().map(({ cluster }) => cluster)).toEqual(['two']);
    expect(both.sessionsOf([ALICE])).toHaveLength(1);
    expect(both.templates().map(({ cluster }) => cluster)).toEqual(['two']);
    expect(both.sessionByUid('in-two')).toBeDefined();
    expect(both.session(refIn('two'))).toBeDefined();
    expect(() => both.session(refIn('one'))).toThrow(unavailable);
  });

  it('has nothing to tell only where none was read', () => {
    one.state = { state: 'unavailable', message };
    two.state = { state: 'unavailable', message };
    const attempts = [
      () => both.sessions(),
      () => both.sessionsOf([ALICE]),
      () => both.templates(),
      () => both.sessionByUid('in-two'),
    ];
    for (const attempt of attempts) {
      expect(attempt).toThrow(unavailable);
    }
  });

  it('says which one does not take a session', async () => {
    one.state = { state: 'stale', message };
    const { spec } = aSession();
    const session = { metadata: { namespace: 'n', name: 'new' }, spec };
    await expect(both.createSession('one', session)).rejects.toThrow(/^one: /);
    await both.createSession('two', session);
  });
});
