import type { KubeObject } from '@backstage-vdi/kube';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../../../src/resources';
import { Invariants } from '../../invariants/Invariants';
import { runOperator } from '../../runOperator';
import { TestNamespace } from '../../TestNamespace';

/** What came of those who arrived while the operator had much to catch up on. */
export interface Overtaking {
  /** How many of the backlog the operator had seen to when each newcomer had its pod. */
  seenBefore: number[];
  /** How long each newcomer waited for its pod, in milliseconds: during the backlog, and after it. */
  waitsDuring: number[];
  waitsAfter: number[];
  /** From the operator's start to the end of the backlog, in seconds. */
  seconds: number;
}

/** Newcomers at the same time: as many as a busy minute may have. */
const NEWCOMERS = 10;
/** Of the writes that make the backlog. */
const PARALLEL = 32;

/**
 * Starts an operator on so many sessions whose status an earlier version wrote in other words: each takes a write. New sessions
 * are made as soon as it has begun.
 */
export async function startBacklog(count: number): Promise<Overtaking> {
  const ns = await TestNamespace.create();
  const template = await ns.template();
  const invariants = await Invariants.watch(ns.transport, ns.name);
  await makeBacklog(ns, template, count);

  const started = performance.now();
  const run = await runOperator(
    ns.connection,
    { namespace: ns.name },
    { logger: invariants.log.logger },
  );
  const told = () =>
    run.writes.filter(write => write === 'patch vdisessions/status').length;
  const seenBefore: number[] = [];

  /** @returns how long until it had its pod */
  async function newcomer(name: string): Promise<number> {
    const asked = performance.now();
    await ns.session(
      name,
      {
        template,
        resources: { memory: '1Mi' },
        persistence: { enabled: false },
      },
      { finalizers: [SESSION_FINALIZER] },
    );
    await ns.until(() => ns.get('pod', name));
    return performance.now() - asked;
  }
  const newcomers = (prefix: string) =>
    Promise.all(
      Array.from({ length: NEWCOMERS }, async (_, i) => {
        const wait = await newcomer(`${prefix}-${i}`);
        seenBefore.push(told());
        return wait;
      }),
    );

  try {
    await run.untilWrites(1);
    const waitsDuring = await newcomers('during');
    const during = seenBefore.splice(0);
    await ns.until(() =>
      ns.names('session').every(name => ns.status(name).host !== undefined),
    );
    const seconds = (performance.now() - started) / 1_000;
    const waitsAfter = await newcomers('after');
    return { seenBefore: during, waitsDuring, waitsAfter, seconds };
  } finally {
    await run.stop();
    await invariants.verify();
    await ns.remove();
  }
}

async function makeBacklog(
  ns: TestNamespace,
  template: string,
  count: number,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) {
      next += 1;
      const name = `old-${next}`;
      await ns.session(
        name,
        { template, running: false },
        { finalizers: [SESSION_FINALIZER] },
      );
      await ns.transport.patch<KubeObject>(
        VDISESSION,
        { namespace: ns.name, name, subresource: 'status' },
        { type: 'merge', body: { status: { phase: 'Stopped' } } },
      );
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
}
