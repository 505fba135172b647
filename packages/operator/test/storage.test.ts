import { addStorageClass, warnOfClaim } from './claims';
import { container, sayOfPod, SCHEDULED } from './kubelet';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

describe('a home volume that does not come', () => {
  let ns: TestNamespace;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  it('is waited for with the cluster’s own words, and with an Event', async () => {
    await ns.session('classless', {
      template: await ns.template(),
      persistence: { storageClassName: 'no-such-class' },
    });
    const words = /storageclass\.storage\.k8s\.io "no-such-class" not found/;
    await ns.until(() =>
      words.test(ns.condition('classless', 'Ready')?.message ?? ''),
    );
    expect(ns.status('classless').phase).toBe('Creating');
    expect(ns.condition('classless', 'Ready')).toMatchObject({
      reason: 'AttachingHome',
      message: expect.stringMatching(
        /^Your home volume is not there yet: .* The desktop starts as soon as it is\.$/,
      ),
    });
    expect(ns.condition('classless', 'StorageReady')).toMatchObject({
      status: 'False',
      message: expect.stringMatching(words),
    });
  });

  it('is told for its access mode, and made anew with another when somebody deletes the claim', async () => {
    const storageClassName = `${ns.name}-without-csi`;
    const removeClass = await addStorageClass(ns, storageClassName);
    const template = await ns.template({ persistence: { storageClassName } });
    await ns.session('once', { template });
    const claim = await ns.until(() => ns.get('home', 'once-home'));
    expect(claim.spec.accessModes).toEqual(['ReadWriteOncePod']);
    await warnOfClaim(
      ns,
      claim,
      `failed to provision volume with StorageClass "${storageClassName}": Only support ReadWriteOnce access mode`,
    );
    await ns.until(
      () =>
        ns.condition('once', 'StorageReady')?.reason === 'AccessModeRefused',
    );
    await ns.until(() =>
      /^Your home volume is not there yet: its storage does not take the access mode ReadWriteOncePod\./.test(
        ns.condition('once', 'Ready')?.message ?? '',
      ),
    );

    const persistence = { storageClassName, accessMode: 'ReadWriteOnce' };
    await ns.patchTemplate(template, { persistence });
    const anew = ns.untilReplaced('home', 'once-home');
    await ns.delete('home', 'once-home');
    await anew;
    const { spec } = ns.get('home', 'once-home') ?? {};
    expect(spec.accessModes).toEqual(['ReadWriteOnce']);
    await ns.until(
      () => ns.condition('once', 'StorageReady')?.reason === 'Binding',
    );
    await removeClass();
  });

  it('is no more trouble when it is there', async () => {
    const template = await ns.template({ schedulerName: 'nobody' });
    await ns.session('mounted', {
      template,
      persistence: { storageClassName: 'no-such-class' },
    });
    await ns.until(
      () => ns.condition('mounted', 'StorageReady')?.reason === 'Pending',
    );
    await sayOfPod(ns, 'mounted', {
      phase: 'Running',
      conditions: [SCHEDULED, { type: 'Ready', status: 'True' }],
      containerStatuses: container({ running: {} }, true),
    });
    await ns.untilPhase('mounted', 'Running');
    expect(ns.condition('mounted', 'StorageReady')?.status).toBe('True');
  });
});
