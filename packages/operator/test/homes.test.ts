import { CHILDREN } from '../src/resources';
import { STORAGE_CLASS } from './claims';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

describe('a home of another size', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const asked = (name: string) =>
    ns.get('home', `${name}-home`)?.spec.resources.requests.storage;
  const storage = (name: string) => ns.condition(name, 'StorageReady');
  const homeWrites = () =>
    run.writes.filter(it => it.endsWith('persistentvolumeclaims'));

  /** Says of a claim what its storage would. */
  const sayOfHome = (name: string, status: object) =>
    ns.transport.patch<Any>(
      CHILDREN.home,
      { namespace: ns.name, name: `${name}-home`, subresource: 'status' },
      { type: 'merge', body: { status } },
    );

  it('grows with one write, and tells how far it is', async () => {
    await ns.session('grows', { template });
    await ns.untilPhase('grows', 'Running');
    await ns.until(() => storage('grows')?.reason === 'Bound');
    run.writes.length = 0;
    await ns.patchSession('grows', { persistence: { size: '20Gi' } });
    await ns.until(() => asked('grows') === '20Gi');
    await ns.until(() => storage('grows')?.reason === 'Resizing');
    expect(storage('grows')).toMatchObject({
      status: 'True',
      message: 'The home volume grows from 10 GiB to 20 GiB.',
    });
    await sayOfHome('grows', {
      conditions: [{ type: 'FileSystemResizePending', status: 'True' }],
    });
    await ns.until(
      () => storage('grows')?.reason === 'FileSystemResizePending',
    );
    await sayOfHome('grows', { conditions: [], capacity: { storage: '20Gi' } });
    await ns.until(() => storage('grows')?.reason === 'Bound');
    expect(homeWrites()).toEqual(['patch persistentvolumeclaims']);
    expect(ns.status('grows').phase).toBe('Running');
  });

  it('grows when a kept home is given back to somebody who wants more', async () => {
    await ns.session('again', { template });
    await ns.untilPhase('again', 'Running');
    const { uid } = ns.get('home', 'again-home')?.metadata ?? {};
    await ns.deleteSession('again');
    await ns.untilGone({ pod: ['again'] });
    await ns.session('again', { template, persistence: { size: '30Gi' } });
    await ns.until(() => asked('again') === '30Gi');
    expect(ns.get('home', 'again-home')?.metadata?.uid).toBe(uid);
    await ns.untilPhase('again', 'Running');
  });

  it('never shrinks, and says so', async () => {
    await ns.session('shrinks', { template });
    await ns.untilPhase('shrinks', 'Running');
    run.writes.length = 0;
    await ns.patchSession('shrinks', { persistence: { size: '5Gi' } });
    await ns.until(
      () => ns.condition('shrinks', 'Valid')?.reason === 'HomeCannotShrink',
    );
    expect(ns.condition('shrinks', 'Valid')?.message).toBe(
      'The home volume has 10 GiB and cannot be made smaller: it is not given 5 GiB.',
    );
    expect(ns.status('shrinks').phase).toBe('Running');
    await ns.patchSession('shrinks', { persistence: { size: '10Gi' } });
    await ns.until(() => ns.condition('shrinks', 'Valid')?.status === 'True');
    expect(homeWrites()).toEqual([]);
  });

  it('stays as it is where the storage class lets nothing grow, is asked for once, and says so', async () => {
    const name = `${ns.name}-fixed`;
    await ns.transport.create<Any>(STORAGE_CLASS, {
      metadata: { name },
      // Nobody makes volumes of it: the test does.
      provisioner: 'example.com/nobody',
      allowVolumeExpansion: false,
    } as Any);
    try {
      await ns.session('fixed', {
        template,
        persistence: { storageClassName: name },
      });
      await ns.until(() => ns.get('home', 'fixed-home'));
      await sayOfHome('fixed', {
        phase: 'Bound',
        capacity: { storage: '10Gi' },
      });
      await ns.patchSession('fixed', { persistence: { size: '20Gi' } });
      await ns.until(() => storage('fixed')?.reason === 'ResizeRefused');
      expect(storage('fixed')).toMatchObject({
        status: 'True',
        message:
          'The home volume stays at 10 GiB: its storage class does not let volumes grow.',
      });
      await ns.patchSession('fixed', { timeout: '9h' });
      await ns.until(
        () =>
          ns.status('fixed').observedGeneration ===
          ns.get('session', 'fixed')?.metadata?.generation,
      );
      expect(asked('fixed')).toBe('10Gi');
      expect(run.forbidden).toEqual(['patch persistentvolumeclaims']);

      // Another wish is another question.
      await ns.patchSession('fixed', { persistence: { size: '10Gi' } });
      await ns.until(() => storage('fixed')?.reason === 'Bound');
    } finally {
      await ns.transport.delete(STORAGE_CLASS, { name });
    }
  });
});
