import { addClaimTemplate, addDevices, CLAIM } from './addDevices';
import { addNode } from './addNode';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

describe('a desktop whose GPU is claimed', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;
  let driver: string;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    driver = `gpu.${ns.name}.example.com`;
    await addNode(ns, ns.name);
    template = await ns.template({
      gpu: { resourceClaimTemplateName: 'single-gpu' },
      nodeSelector: { pool: ns.name },
    });
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const untilSays = (name: string, words: RegExp) =>
    ns.until(() => words.test(ns.condition(name, 'Ready')?.message ?? ''));

  it('says what an administrator has to add, runs when that is there, and has others wait for it', async () => {
    await ns.session('first', { template, timeout: '2h' });
    await untilSays(
      'first',
      /by the ResourceClaimTemplate "single-gpu" in the namespace ".*", of which no claim is made/,
    );
    await addClaimTemplate(ns, 'single-gpu', driver);
    await untilSays('first', /its device class "gpu\..*" does not exist/);
    const removeDevices = await addDevices(ns, {
      driver,
      node: ns.name,
      count: 2,
    });
    await ns.untilPhase('first', 'Running');

    await ns.session('second', { template, resources: { gpu: 2 } });
    await ns.untilPhase('second', 'Creating', 'WaitingForGPU');
    await untilSays(
      'second',
      /^1 in use; no node has 2 free\. The next one is expected free at about .* You are next, in the queue since /,
    );
    await ns.deleteSession('first');
    await ns.untilPhase('second', 'Running');
    const { items } = await ns.transport.list<Any>(CLAIM, {
      namespace: ns.name,
    });
    const ofSecond = items.filter(({ metadata }) =>
      metadata?.name?.startsWith('second-gpu-'),
    );
    expect(ofSecond).toHaveLength(2);
    for (const { metadata, status } of ofSecond) {
      expect(metadata?.ownerReferences).toMatchObject([
        { kind: 'Pod', name: 'second' },
      ]);
      expect(status.allocation.devices.results).toMatchObject([
        { driver, pool: ns.name },
      ]);
    }
    await removeDevices();
  });
});
