import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { freePorts } from '@backstage-vdi/cluster';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { Invariants } from '../../invariants/Invariants';
import { TestNamespace } from '../../TestNamespace';
import { Program } from '../Program';

/** What the program holds at one moment. */
export interface Holding {
  sockets: number;
  /** Without garbage and compiled code. */
  heapMiB: number;
  /** By the program's own metrics. */
  sessions: number;
  queued: number;
}

/** What came of many sessions' lives. */
export interface Cycles {
  /** After the warm-up, when everything that is loaded once is. */
  baseline: Holding;
  /** When the last session was gone. */
  end: Holding;
  /** When the heap was back, or the time for that was over: what was kept for the next sessions is forgotten when none comes. */
  atRest: Holding;
  perSecond: number;
}

const HOOK = path.join(__dirname, 'heapOnSignal.cjs');
/** How many sessions live at the same time. */
const AT_ONCE = 50;
/** Every so many has a home: simulated volumes are made one after the other, and would set the pace. */
const HOME_EVERY = 10;

/** How much more than at first the program may hold at rest. A single string per session would be as much in 10 000. */
export const HEAP_SLACK_MIB = 1;

const LOOK_EVERY_MS = 5_000;

/** How to live them. */
interface CyclesOptions {
  count: number;
  /** How many come before these, unmeasured. */
  warmUp: number;
  /** How long the program may take to come to rest afterwards, in milliseconds. Default: no time at all. */
  restMs?: number;
}

/** Makes sessions and deletes each as soon as it runs, with the real program. Throws when an invariant did not hold. */
export async function liveCycles({
  count,
  warmUp,
  restMs = 0,
}: CyclesOptions): Promise<Cycles> {
  const ns = await TestNamespace.create();
  const template = await ns.template();
  const invariants = await Invariants.watch(ns.transport, ns.name);
  await Program.build();
  const [port] = await freePorts(1);
  const program = await Program.start({
    kubeconfig: process.env.VDI_TEST_KUBECONFIG ?? '',
    env: {
      VDI_NAMESPACE: ns.name,
      VDI_LEASE_NAMESPACE: ns.name,
      VDI_HTTP_PORT: `${port}`,
      VDI_HTTP_ADDRESS: '127.0.0.1',
      NODE_OPTIONS: `--expose-gc --require ${HOOK}`,
    },
    onLine: line => invariants.log.read(line),
  });

  async function live(name: string, enabled: boolean): Promise<void> {
    await ns.session(
      name,
      {
        template,
        resources: { memory: '1Mi' },
        persistence: { enabled, retain: false },
      },
      { finalizers: [SESSION_FINALIZER] },
    );
    await ns.untilPhase(name, 'Running');
    await ns.deleteSession(name);
  }

  async function liveAll(prefix: string, lives: number): Promise<void> {
    let next = 0;
    const worker = async () => {
      while (next < lives) {
        next += 1;
        await live(`${prefix}-${next}`, next % HOME_EVERY === 0);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    await ns.until(() =>
      (['pod', 'service', 'route', 'home'] as const).every(
        kind => ns.names(kind).length === 0,
      ),
    );
  }

  async function holding(): Promise<Holding> {
    const reply = await fetch(`http://127.0.0.1:${port}/metrics`);
    const metrics = await reply.text();
    const sum = (name: string) =>
      [...metrics.matchAll(new RegExp(`^${name}\\{.*\\} (\\d+)$`, 'gm'))]
        .map(([, value]) => Number(value))
        .reduce((total, value) => total + value, 0);
    const { heapUsed } = await program.ask('SIGUSR2', '"heap"');
    return {
      sockets: await program.sockets(),
      heapMiB: heapUsed / 2 ** 20,
      sessions: sum('vdi_sessions'),
      queued: sum('workqueue_depth'),
    };
  }

  /** Looks until the heap is back, and no longer than that takes. */
  async function holdingAtRest(baseline: Holding): Promise<Holding> {
    const deadline = performance.now() + restMs;
    let now = await holding();
    while (
      now.heapMiB > baseline.heapMiB + HEAP_SLACK_MIB &&
      performance.now() < deadline
    ) {
      await setTimeout(LOOK_EVERY_MS);
      now = await holding();
    }
    return now;
  }

  try {
    await liveAll('warm', warmUp);
    const baseline = await holding();
    const started = performance.now();
    await liveAll('cycle', count);
    const perSecond = count / ((performance.now() - started) / 1_000);
    const end = await holding();
    const atRest = await holdingAtRest(baseline);
    expect(await program.terminate()).toBe(0);
    await invariants.verify();
    return { baseline, end, atRest, perSecond };
  } finally {
    await program.kill();
    await ns.remove();
  }
}
