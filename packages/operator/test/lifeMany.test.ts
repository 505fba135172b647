import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

const COUNT = 100;

describe('many sessions', () => {
  let namespaces: TestNamespace[];
  let run: RunningOperator;

  beforeAll(async () => {
    namespaces = await Promise.all([
      TestNamespace.create(),
      TestNamespace.create(),
    ]);
    // All namespaces: it is to tell those two apart.
    run = await runOperator(namespaces[0].connection, {
      progressAfter: 600_000,
    });
  });
  afterAll(async () => {
    await run.stop();
    await Promise.all(namespaces.map(ns => ns.remove()));
  });

  it('run in one namespace, each with five writes of its own and the finalizer', async () => {
    const [ns] = namespaces;
    const template = await ns.template();
    const names = Array.from({ length: COUNT }, (_, i) => `many-${i}`);
    await Promise.all(names.map(name => ns.session(name, { template })));
    await Promise.all(names.map(name => ns.untilPhase(name, 'Running')));
    await run.untilWrites(6 * COUNT);
    const hosts = names.map(name => ns.status(name).host);
    expect(new Set(hosts).size).toBe(COUNT);
    expect(run.writes).toHaveLength(6 * COUNT);

    await Promise.all(names.map(name => ns.deleteSession(name)));
    await ns.untilGone({ pod: names, service: names, route: names });
  });

  it('of one name in two namespaces are two desktops', async () => {
    const [one, two] = namespaces;
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
