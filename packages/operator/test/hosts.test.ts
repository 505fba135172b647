import type { Settings } from '../src/settings';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

const HOST = 'alice.vdi.localhost';

describe('a plain host name', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  const start = async (some: Partial<Settings> = {}) => {
    run = await runOperator(ns.connection, {
      namespace: ns.name,
      hostLabel: '{user}',
      ...some,
    });
  };

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
  });
  beforeEach(() => start());
  afterEach(async () => {
    await Promise.all(ns.names('session').map(name => ns.deleteSession(name)));
    await run.stop();
  });
  afterAll(() => ns.remove());

  const alice = (name: string, domain = 'example.com') =>
    ns.session(name, { template, user: `alice@${domain}` });

  /** The sessions whose routes lead from the host. */
  const routed = () =>
    ns
      .names('route')
      .filter(name => JSON.stringify(ns.get('route', name)).includes(HOST));

  /** The first of these sessions first. */
  const inOrder = (names: string[]) => {
    const rank = (name: string) => {
      const { creationTimestamp, uid } =
        ns.get('session', name)?.metadata ?? {};
      return `${creationTimestamp} ${uid}`;
    };
    return [...names].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  };

  it('is the one of its form', async () => {
    await alice('one');
    const { url } = await ns.untilPhase('one', 'Running');
    expect(url).toBe(`https://${HOST}/`);
  });

  it('belongs to whoever has it, and is given on when that one is gone', async () => {
    await alice('first');
    await ns.untilPhase('first', 'Running');
    await alice('second', 'example.org');
    const status = await ns.untilPhase('second', 'Pending', 'HostNameTaken');
    expect(status.host).toBeUndefined();
    const { message } = ns.condition('second', 'Ready') ?? {};
    expect(message).toContain(`"${HOST}" belongs to a desktop of somebody`);
    expect(message).not.toMatch(/@|first/);
    for (const kind of ['pod', 'service', 'route', 'home'] as const) {
      expect(ns.names(kind).filter(it => it.startsWith('second'))).toEqual([]);
    }
    // Its own owner may know.
    await alice('third');
    await ns.untilPhase('third', 'Pending', 'HostNameTaken');
    expect(ns.condition('third', 'Ready')?.message).toContain(
      'belongs to another desktop of yours, "first"',
    );

    // They may be of one second.
    const [heir, other] = inOrder(['second', 'third']);
    let most = 0;
    const handedOver = ns.until(() => {
      most = Math.max(most, routed().length);
      return ns.status(heir).phase === 'Running';
    });
    await ns.deleteSession('first');
    await handedOver;
    expect(most).toBe(1);
    expect(routed()).toEqual([heir]);
    expect(ns.status(heir).host).toBe(HOST);
    expect(ns.status(other).phase).toBe('Pending');
  });

  it('is kept through a restart of the operator, whatever it is told then', async () => {
    await alice('first');
    await ns.untilPhase('first', 'Running');
    await run.stop();
    // Made while nobody looks.
    await alice('second', 'example.org');
    await start({ hostLabel: '{user}' });
    await ns.untilPhase('second', 'Pending', 'HostNameTaken');
    await run.stop();
    await start({ hostLabel: undefined });
    // The hashed form is nobody else's.
    const { host } = await ns.untilPhase('second', 'Running');
    expect(host).toMatch(/^alice-[a-z2-7]{10}\./);
    expect(ns.status('first').host).toBe(HOST);
    expect(routed()).toEqual(['first']);
  });

  it.each([false, true])(
    'goes to the first of many that ask at once (with the operator at work: %s)',
    async working => {
      if (!working) await run.stop();
      const names = Array.from({ length: 8 }, (_, i) => `many-${i}`);
      await Promise.all(
        names.map((name, i) => alice(name, `example-${i}.com`)),
      );
      if (!working) await start();
      await ns.until(() => names.every(name => ns.get('session', name)));
      const [winner, ...losers] = inOrder(names);
      await ns.untilPhase(winner, 'Running');
      await Promise.all(
        losers.map(name => ns.untilPhase(name, 'Pending', 'HostNameTaken')),
      );
      await ns.until(() => routed().length === 1);
      expect(routed()).toEqual([winner]);
    },
  );

  it('is refused where it is reserved', async () => {
    await ns.session('api', { template, user: 'api@example.com' });
    await ns.untilPhase('api', 'Failed', 'HostNameReserved');
    expect(ns.names('route')).toEqual([]);
    expect(ns.names('pod')).toEqual([]);
    await run.stop();
    await start({ hostLabel: '{user}-desktop' });
    await ns.untilPhase('api', 'Running');
  });
});
