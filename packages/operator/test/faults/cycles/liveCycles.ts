import path from 'node:path';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import { freePort } from '../../freePort';
import { Invariants } from '../../invariants/Invariants';
import { TestNamespace } from '../../TestNamespace';
import { Program } from '../Program';

/** What the program holds at one moment. */
export interface Holding {
  sockets: number;
  /** Without garbage. */
  heapMiB: number;
  /** By the program's own metrics. */
  sessions: number;
  queued: number;
}

/** What came of many sessions' lives. */
export interface Cycles {
  /** After the first hundred, when everything that is loaded once is. */
  baseline: Holding;
  end: Holding;
  perSecond: number;
}

const HOOK = path.join(__dirname, 'heapOnSignal.cjs');
const WARM_UP = 100;
/** How many sessions live at the same time. */
const AT_ONCE = 50;
/** Every so many has a home: simulated volumes are made one after the other, and would set the pace. */
const HOME_EVERY = 10;

/** Makes sessions and deletes each as soon as it runs, with the real program. Throws when an invariant did not hold. */
export async function liveCycles(count: number): Promise<Cycles> {
  const ns = await TestNamespace.create();
  const template = await ns.template();
  const invariants = await Invariants.watch(ns.transport, ns.name);
  await Program.build();
  const port = await freePort();
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

  try {
    await liveAll('warm', WARM_UP);
    const baseline = await holding();
    const started = performance.now();
    await liveAll('cycle', count);
    const perSecond = count / ((performance.now() - started) / 1_000);
    const end = await holding();
    expect(await program.terminate()).toBe(0);
    await invariants.verify();
    return { baseline, end, perSecond };
  } finally {
    await program.kill();
    await ns.remove();
  }
}
