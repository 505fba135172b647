import { childName, homeName } from '@backstage-vdi/plugin-vdi-common';
import { FaultProxy } from '@backstage-vdi/kube/testing';
import { finalObjects } from '../../invariants/finalObjects';
import { Invariants } from '../../invariants/Invariants';
import { runOperator, type RunningOperator } from '../../runOperator';
import { TestNamespace } from '../../TestNamespace';
import { converges } from '../converges';
import { untilBound } from '../untilBound';
import { crashAt, isLifeWrite, type Side } from './crashAt';
import { type Life, LIVES } from './lives';

const SIDES: Side[] = ['before', 'after'];

describe('an operator that crashes', () => {
  let ns: TestNamespace;
  let template: string;
  let invariants: Invariants;
  let proxy: FaultProxy;
  let run: RunningOperator;

  const start = () =>
    runOperator(
      proxy.connection,
      {
        namespace: ns.name,
        leaderElection: false,
        // So late that every start has the same writes, however slow the machine is.
        progressAfter: 600_000,
      },
      { logger: invariants.log.logger },
    );

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    invariants = await Invariants.watch(ns.transport, ns.name);
    proxy = await FaultProxy.start(ns.connection);
    run = await start();
  });
  afterAll(async () => {
    await run.stop();
    await proxy.close();
    await invariants.verify();
    await ns.remove();
  });

  /** Another operator in the place of the one that crashed, which nobody asked. */
  async function replace() {
    await run.stop();
    proxy.clear();
    run = await start();
  }

  /** How many pods and homes a session ever had. */
  const seenOf = (session: string) => ({
    pods: invariants.pods.named(ns.name, childName(session)).length,
    homes: invariants.homes.named(ns.name, homeName(session)).length,
  });

  /** Brings a session to where a part of its life begins. */
  async function begin(session: string, { from, spec }: Life) {
    const wanted = { template, resources: { memory: '1Mi' }, ...spec };
    if (!from) return wanted;
    await ns.session(session, wanted);
    await ns.untilPhase(session, 'Running');
    if (from === 'Stopped') {
      await ns.patchSession(session, { running: false });
      await ns.untilPhase(session, 'Stopped');
    }
    return wanted;
  }

  /** Whether a healthy operator has done what was asked for, and told so. */
  function isOver(session: string, life: Life, startTime?: string): boolean {
    const { metadata } = ns.get('session', session) ?? {};
    const told =
      !metadata ||
      ns.status(session).observedGeneration === metadata.generation;
    return told && Boolean(life.done(ns, session, startTime));
  }

  const writesSince = (before: number) =>
    proxy.requests.slice(before).filter(isLifeWrite).length;

  /** Lives that part with nothing in the way. @returns what it comes to and how many writes that takes */
  async function undisturbed(session: string, life: Life) {
    const wanted = await begin(session, life);
    const { startTime } = ns.status(session);
    const before = proxy.requests.length;
    await life.ask(ns, session, wanted);
    await ns.until(() => isOver(session, life, startTime));
    const writes = writesSince(before);
    await untilBound(ns, session);
    return {
      writes,
      objects: finalObjects(ns, session),
      seen: seenOf(session),
    };
  }

  /** Lives that part until the operator crashes at one of its writes. */
  async function interrupted(
    session: string,
    life: Life,
    { index, side }: { index: number; side: Side },
  ) {
    const wanted = await begin(session, life);
    const { startTime } = ns.status(session);
    const before = proxy.requests.length;
    const crashed = crashAt(proxy, index, side);
    await life.ask(ns, session, wanted);
    const over = ns.until(() => isOver(session, life, startTime));
    await Promise.race([crashed, over]);
    // Times are whole seconds: a clock that runs out may be told of in one write less than it was when nothing was in the way.
    if (writesSince(before) >= index) await crashed;
  }

  it.each(Object.entries(LIVES))(
    'at any write of its life comes to the same: %s',
    async (name, life) => {
      const prefix = name.replaceAll(' ', '-');
      const expected = await undisturbed(`${prefix}-calm`, life);
      expect(expected.writes).toBeGreaterThan(0);
      const points = Array.from({ length: expected.writes }).flatMap((_, i) =>
        SIDES.map(side => ({ index: i + 1, side })),
      );
      for (const { index, side } of points) {
        const session = `${prefix}-${side}-${index}`;
        await interrupted(session, life, { index, side });
        await replace();
        await converges(ns, session, expected.objects);
        expect({ session, ...seenOf(session) }).toEqual({
          session,
          ...expected.seen,
        });
      }
    },
    // Some twenty crashes of a second or two each, and the machine may be busy.
    600_000,
  );

  it('leaves nothing to do for the next', async () => {
    await replace();
    const sessions = ns.names('session');
    await Promise.all(
      sessions.map(name => run.untilReconciled(`${ns.name}/${name}`)),
    );
    expect(run.writes).toEqual([]);
  });
});
