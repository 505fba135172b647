import { addNode } from './addNode';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';
import { withoutNodes } from './withoutNodes';

const GPU = 'example.com/gpu';

describe('a desktop that waits for a GPU', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    await addNode(ns, ns.name, { resources: { [GPU]: '2' } });
    template = await ns.template({
      gpu: { resourceName: GPU },
      nodeSelector: { pool: ns.name },
    });
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const message = (name: string) => ns.condition(name, 'Ready')?.message ?? '';
  const untilSays = (name: string, words: RegExp) =>
    ns.until(() => words.test(message(name)));

  it('is told how many are in use, its place, and when one is free; and runs when one is', async () => {
    for (const name of ['a-1', 'a-2']) {
      await ns.session(name, { template, timeout: '2h' });
      await ns.untilPhase(name, 'Running');
    }
    // Those of one second go by their names.
    await ns.session('b-3', { template });
    await ns.untilPhase('b-3', 'Creating', 'WaitingForGPU');
    await untilSays(
      'b-3',
      /^2 of 2 in use\. The next one is expected free at about .*\. You are next, in the queue since /,
    );
    await ns.session('b-4', { template });
    await untilSays('b-4', /1 before you/);

    await ns.patchSession('a-1', { running: false });
    // Mostly the first; a scheduler that tried it more often may look at it later.
    const isRunning = (name: string) => ns.status(name).phase === 'Running';
    const [next] = await ns.until(() => {
      const waiting = ['b-3', 'b-4'].filter(name => !isRunning(name));
      return waiting.length === 1 && waiting;
    });
    await untilSays(next, /^2 of 2 in use\..* You are next/);
    expect(ns.status(next).phase).toBe('Creating');
  });

  it('hears of GPUs that others have', async () => {
    // Nobody told the operator of this one: it has no label of ours.
    await ns.deleteSession('a-2');
    await ns.untilPhase('b-3', 'Running');
    await ns.untilPhase('b-4', 'Running');
    await ns.deleteSession('b-3');
    await ns.foreign('pod', 'theirs', {
      nodeName: ns.name,
      containers: [
        {
          name: 'train',
          image: 'registry.example.com/train:1',
          resources: { limits: { [GPU]: '1' } },
        },
      ],
    });
    await ns.session('b-5', { template });
    await ns.untilPhase('b-5', 'Creating', 'WaitingForGPU');
    await untilSays('b-5', /^1 of 2 in use/);
    expect(message('b-5')).toContain(
      'in use by desktops, the others by something else',
    );
  });

  it('is told without numbers where nodes may not be read', async () => {
    await run.stop();
    const { connection, remove } = await withoutNodes(ns);
    run = await runOperator(connection, { namespace: ns.name });
    await untilSays('b-5', /^Waiting for a GPU: no node has one free now\.$/);
    expect(run.forbidden).toContain('watch nodes');
    await run.stop();
    run = await runOperator(ns.connection, { namespace: ns.name });
    await untilSays('b-5', /^1 of 2 in use/);
    await remove();
  });
});
