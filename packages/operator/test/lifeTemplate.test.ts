import {
  ANNOTATION_MADE_FROM,
  ANNOTATION_RESTARTED_AT,
} from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../src/resources';
import { container, sayOfPod, SCHEDULED } from './kubelet';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

describe('a session and what is said of it', () => {
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

  const untilCondition = (name: string, type: string, reason: string) =>
    ns.until(() => {
      const found = ns.condition(name, type);
      return found?.reason === reason && found;
    });

  it('runs on when its template changes, says so, and is up to date after a restart', async () => {
    const template = await ns.template();
    await ns.session('old', { template });
    await ns.untilPhase('old', 'Running');
    const before = ns.get('pod', 'old')?.metadata;
    const image = 'registry.example.com/desktop:2';
    await ns.patchTemplate(template, { image });
    const { message } = await untilCondition(
      'old',
      'UpToDate',
      'TemplateChanged',
    );
    expect(message).toBe(`Restart to get the image ${image}.`);
    expect(ns.get('pod', 'old')?.metadata?.uid).toBe(before?.uid);

    const made = Date.parse(before?.creationTimestamp!);
    const annotations = {
      [ANNOTATION_RESTARTED_AT]: new Date(made + 1_000).toISOString(),
    };
    await ns.transport.patch(
      VDISESSION,
      { namespace: ns.name, name: 'old' },
      { type: 'merge', body: { metadata: { annotations } } },
    );
    await untilCondition('old', 'UpToDate', 'Unchanged');
    const pod = ns.get('pod', 'old');
    expect(pod?.spec.containers[0].image).toBe(image);
    expect(pod?.metadata?.annotations?.[ANNOTATION_MADE_FROM]).not.toBe(
      before?.annotations?.[ANNOTATION_MADE_FROM],
    );
  });

  it('works as before when its template is deprecated, and says what to use instead', async () => {
    const template = await ns.template({
      deprecated: { replacement: 'better' },
    });
    await ns.session('dated', { template });
    await ns.untilPhase('dated', 'Running');
    const { status, message } = await untilCondition(
      'dated',
      'TemplateResolved',
      'Deprecated',
    );
    expect(status).toBe('True');
    expect(message).toContain('Use "better" instead.');
  });

  it.each<[string, string, object, object, object]>([
    [
      'a time that its template does not allow',
      'TimeoutTooLong',
      { timeout: { max: '2h' } },
      { timeout: '4h' },
      { timeout: '1h' },
    ],
    [
      'an idle time that never comes',
      'IdleTimeoutTooLong',
      {},
      { timeout: '1h', idleTimeout: '2h' },
      { idleTimeout: '30m' },
    ],
    [
      'a size that its template does not allow',
      'SizeOutOfBounds',
      { resources: { max: { memory: '8Gi' } } },
      { resources: { memory: '16Gi' } },
      { resources: { memory: '8Gi' } },
    ],
    [
      'somebody twice',
      'SharedTwice',
      {},
      {
        shares: [
          { ref: 'user:default/bob', role: 'view' },
          { ref: 'USER:default/Bob', role: 'control' },
        ],
      },
      { shares: [{ ref: 'user:default/bob', role: 'view' }] },
    ],
    [
      'an entity that cannot be',
      'RefNotReadable',
      {},
      { entityRef: 'component:default/a%b' },
      { entityRef: 'Component:default/Render-Farm' },
    ],
  ])(
    'runs though it says %s, names that, and heals',
    async (_, reason, said, wrong, right) => {
      const name = reason.toLowerCase();
      await ns.session(name, { template: await ns.template(said), ...wrong });
      await ns.untilPhase(name, 'Running');
      const { status } = await untilCondition(name, 'Valid', reason);
      expect(status).toBe('False');
      await ns.patchSession(name, right);
      await untilCondition(name, 'Valid', 'Valid');
      expect(ns.status(name).phase).toBe('Running');
    },
  );

  it('runs though its template contradicts itself, and heals', async () => {
    const resources = { min: { memory: '8Gi' }, max: { memory: '4Gi' } };
    const template = await ns.template({ resources });
    await ns.session('bounds', { template });
    await ns.untilPhase('bounds', 'Running');
    await untilCondition('bounds', 'Valid', 'TemplateContradictsItself');
    await ns.patchTemplate(template, { resources: { min: { memory: '1Gi' } } });
    await untilCondition('bounds', 'Valid', 'Valid');
    expect(ns.status('bounds').phase).toBe('Running');
  });

  it('waits for a Secret that its template names, and starts when it is there', async () => {
    const template = await ns.template({
      schedulerName: 'nobody',
      env: [{ name: 'KEY', secretKeyRef: { name: 'licence', key: 'key' } }],
    });
    await ns.session('secret', { template });
    await ns.until(() => ns.get('pod', 'secret'));
    await sayOfPod(ns, 'secret', {
      conditions: [SCHEDULED],
      containerStatuses: container({
        waiting: {
          reason: 'CreateContainerConfigError',
          message: 'secret "licence" not found',
        },
      }),
    });
    await ns.untilPhase('secret', 'Creating', 'SecretNotFound');
    expect(ns.condition('secret', 'Ready')?.message).toBe(
      `The template "${template}" needs the Secret "licence" in the namespace "${ns.name}", which is not there. The desktop starts as soon as somebody adds it.`,
    );
    await sayOfPod(ns, 'secret', {
      phase: 'Running',
      conditions: [SCHEDULED, { type: 'Ready', status: 'True' }],
      containerStatuses: container({ running: {} }, true),
    });
    await ns.untilPhase('secret', 'Running');
    expect(ns.condition('secret', 'PodReady')?.status).toBe('True');
  });
});
