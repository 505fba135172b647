import { NAMESPACE } from '@backstage-vdi/kube';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

type Level = 'restricted' | 'baseline';

describe('a namespace that lets in only pods of a Pod Security level', () => {
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

  const enforce = (level: Level) =>
    ns.transport.patch(
      NAMESPACE,
      { name: ns.name },
      {
        type: 'merge',
        body: {
          metadata: { labels: { 'pod-security.kubernetes.io/enforce': level } },
        },
      },
    );

  it('lets desktops of the profile strict in where it is restricted', async () => {
    await enforce('restricted');
    await ns.session('strict', { template: await ns.template() });
    const { podName } = await ns.untilPhase('strict', 'Running');
    expect(podName).toBe('strict');
  });

  it('lets those of the profile baseline in where it is baseline, and says why it does not where it is restricted', async () => {
    const template = await ns.template({
      security: { profile: 'baseline', hostUsers: false },
    });
    await enforce('restricted');
    await ns.session('base', { template });
    await ns.untilPhase('base', 'Failed', 'Refused');
    expect(ns.condition('base', 'Ready')?.message).toMatch(
      /violates PodSecurity "restricted:latest".*allowPrivilegeEscalation/,
    );
    await enforce('baseline');
    await ns.untilPhase('base', 'Running');
    expect(ns.get('pod', 'base')?.spec.hostUsers).toBe(false);
  });
});
