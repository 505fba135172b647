import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { awaitIdle } from '../awaitIdle';
import { type BenchCluster, createNamespace } from '../benchCluster';
import { readUsage } from '../processUsage';
import { createTemplate } from '../sessions';
import { type Spread, spread, times } from '../spread';
import { Browser } from './Browser';
import { fill } from './fill';
import { type Load, runLoad } from './load';
import {
  ADMINISTRATOR,
  componentEntities,
  entityOf,
  type Person,
  person,
  tokenOf,
} from './Person';
import { pool, type Round } from './pool';
import { type PortalProcess, startPortal } from './portal/process';
import { createRoutes, type Route, ROUTES, type SignedIn } from './routes';

/** What `npm run bench -- api` measures. */
export interface ApiOptions {
  sessions: number;
  users: number;
  /** How many ask at once. */
  clients: number;
  /** Of the open load, for routes that read; writes come at a fifth of it. */
  perSecond: number;
  /** How long each route is asked in the open load, in seconds; half of it in the closed one, which has many more requests. */
  seconds: number;
  /** How often everything is measured; every second time in the opposite order. */
  rounds: number;
}

/** A route under a load, in all rounds. */
export interface Measured {
  route: Route;
  /** `open`: so many a second, whatever becomes of them. `closed`: each client asks again when it has its answer. */
  load: 'open' | 'closed';
  requests: number;
  perSecond: number;
  /** From the request, or when it was due, to the end of the answer; in milliseconds. */
  took: Spread;
  /** One for each round: how much alike they are tells how quiet the machine was. In milliseconds. */
  p99OfRounds: number[];
  /** Processor time of the portal for each request, in milliseconds. */
  cpuMs: number;
  /** How often the permission framework was asked for each request. */
  decisions: number;
}

/** What came of it. */
export interface ApiResult {
  options: ApiOptions;
  measured: Measured[];
  /** Of the portal, when all was measured. */
  residentMiB: number;
}

const NAMESPACE = 'vdi-sessions';

/** Requests to each route that nobody measures: compilers, connections and what is remembered begin cold. Seconds of a closed load. */
const WARM_UP_SECONDS = 3;

/** A write is dearer to the cluster than a read to the portal, and rarer. */
const WRITES: readonly Route[] = ['POST', 'create'];
const READS_PER_WRITE = 5;

/** Asks a portal that has very many sessions in its cache. */
export async function measureApi(
  bench: BenchCluster,
  options: ApiOptions,
): Promise<ApiResult> {
  const { transport, cluster, log } = bench;
  const { sessions, users, clients } = options;
  const people = Array.from({ length: users }, (_, n) => person(n));
  await createTemplate(transport);
  await createNamespace(transport, NAMESPACE);
  await fill(bench, { sessions, people, namespace: NAMESPACE });

  const logFile = await open(path.join(tmpdir(), 'vdi-bench-portal.log'), 'w');
  const portal = await startPortal({
    kubeconfig: cluster.kubeconfig,
    namespace: NAMESPACE,
    entities: [
      ...[...people, ADMINISTRATOR].map(entityOf),
      ...componentEntities(),
    ],
    log: logFile.fd,
  });
  const browser = new Browser(portal.baseUrl, clients);
  try {
    const admin = await signIn(ADMINISTRATOR, portal);
    const signedIn: SignedIn[] = [];
    for (const each of people) signedIn.push(await signIn(each, portal));
    await untilRead(browser, admin);
    const routes = await createRoutes({
      browser,
      kubeconfig: cluster.kubeconfig,
      namespace: NAMESPACE,
      people: signedIn,
      admin,
      each: Math.floor(sessions / users),
      clients,
    });
    try {
      for (const route of ROUTES) {
        const warmUp = { clients, seconds: WARM_UP_SECONDS };
        await runLoad(warmUp, routes.ask[route]);
      }
      const measured = await measureRoutes(portal, routes.ask, options, log);
      const { residentMiB } = await readUsage(portal.pid);
      return { options, measured, residentMiB };
    } finally {
      await routes.close();
    }
  } finally {
    browser.close();
    await portal.stop();
    await logFile.close();
  }
}

async function measureRoutes(
  portal: PortalProcess,
  ask: Record<Route, () => Promise<unknown>>,
  { clients, perSecond, seconds, rounds }: ApiOptions,
  log: (line: string) => void,
): Promise<Measured[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const load of ['open', 'closed'] as const) {
      // In turn, so that what changes on the machine meanwhile meets all of them.
      for (const route of round % 2 ? ROUTES.toReversed() : ROUTES) {
        const rate = perSecond / (WRITES.includes(route) ? READS_PER_WRITE : 1);
        const asked: Load =
          load === 'open'
            ? { clients, seconds, perSecond: rate }
            : { clients, seconds: seconds / 2 };
        const found = await measureRoute(portal, ask[route], asked);
        log(
          `${route}, ${load}: ${found.took.length} requests, ${times(spread(found.took), 1)} ms`,
        );
        measured.push({ route, load, ...found });
      }
    }
  }
  return pool(measured);
}

async function measureRoute(
  portal: PortalProcess,
  ask: () => Promise<unknown>,
  load: Load,
): Promise<Omit<Round, 'route' | 'load'>> {
  // What it has to do with what it found at its start, and with what was asked before, is none of these requests'.
  await awaitIdle(portal.pid);
  const before = await readUsage(portal.pid);
  const asked = await portal.decisions();
  const { took, seconds } = await runLoad(load, ask);
  const after = await readUsage(portal.pid);
  return {
    took,
    seconds,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    decisions: (await portal.decisions()) - asked,
  };
}

async function signIn(
  who: Person,
  { baseUrl }: PortalProcess,
): Promise<SignedIn> {
  return { ...who, token: await tokenOf(who, baseUrl) };
}

/** Until the portal has read the cluster it answers 503. Nothing else tells that it has. */
async function untilRead(browser: Browser, admin: SignedIn): Promise<void> {
  const isRead = () =>
    browser
      .ask({
        method: 'GET',
        path: '/api/vdi/v1/templates',
        token: admin.token,
        expected: 200,
      })
      .then(
        () => true,
        () => false,
      );
  while (!(await isRead())) await delay(100);
}
