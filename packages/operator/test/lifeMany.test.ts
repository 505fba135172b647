import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

const COUNT = 100;

/** How many there are of each. */
function tally(writes: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const write of writes) counts[write] = (counts[write] ?? 0) + 1;
  return counts;
}

describe('many sessions', () => {
  let namespaces: TestNamespace[];
  let run: RunningOperator;

  beforeAll(async () => {
    namespaces = await Promise.all([
      TestNamespace.create(),
      TestNamespace.create(),
    ]);
  });
  afterEach(() => run.stop());
  afterAll(() => Promise.all(namespaces.map(ns => ns.remove())));

  it('run in one namespace, each with the writes of a single one', async () => {
    const [ns] = namespaces;
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      progressAfter: 600_000,
    });
    const template = await ns.template();
    const names = Array.from({ length: COUNT }, (_, i) => `many-${i}`);
    // Without homes: the controller of volumes meets some of many simulated claims before their volumes and calls them lost.
    const spec = { template, persistence: { enabled: false } };
    await Promise.all(names.map(name => ns.session(name, spec)));
    await Promise.all(names.map(name => ns.untilPhase(name, 'Running')));
    await run.untilWrites(5 * COUNT);
    const hosts = names.map(name => ns.status(name).host);
    expect(new Set(hosts).size).toBe(COUNT);
    expect(tally(run.writes)).toEqual({
      'patch vdisessions': COUNT,
      'create services': COUNT,
      'create ingressroutes': COUNT,
      'create pods': COUNT,
      'patch vdisessions/status': COUNT,
    });

    await Promise.all(names.map(name => ns.deleteSession(name)));
    await ns.untilGone({ pod: names, service: names, route: names });
  });

  it('of one name in two namespaces are two desktops', async () => {
    const [one, two] = namespaces;
    // All namespaces: it is to tell those two apart.
    run = await runOperator(one.connection, {});
    const template = await one.template();
    await one.session('same', { template });
    await two.session('same', { template });
    const [first, second] = await Promise.all(
      [one, two].map(ns => ns.untilPhase('same', 'Running')),
    );
    expect(first.host).not.toBe(second.host);
    await one.deleteSession('same');
    await one.untilGone({ pod: ['same'] });
    expect(two.status('same').phase).toBe('Running');
    expect(two.get('pod', 'same')).toBeDefined();
  });
});
