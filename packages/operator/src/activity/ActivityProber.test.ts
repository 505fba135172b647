import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type KubeObject, sleep, Store } from '@backstage-vdi/kube';
import { ManualClock } from '@backstage-vdi/kube/testing';
import {
  childName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { PodRecord } from '../session/records';
import { BY_CHILD, BY_TEMPLATE } from '../sessionsClient';
import { aReadyPod, aSession, aTemplate, at, T0 } from '../testing/objects';
import { ActivityProber } from './ActivityProber';
import { getText } from './getText';
import type { Reach } from './reach';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** A cluster that is three caches, and desktops that answer what a test says. */
class Rig {
  readonly sessions = new Store<VDISession>({
    indexes: {
      [BY_TEMPLATE]: ({ spec }) => [spec.template],
      [BY_CHILD]: ({ metadata: { namespace, name } }) =>
        childName(name) === name ? [] : [`${namespace}/${childName(name)}`],
    },
  });
  readonly templates = new Store<VDITemplate>();
  readonly pods = new Store<PodRecord>();
  readonly clock = new ManualClock();
  readonly told: string[] = [];
  readonly logged: string[] = [];
  readonly prober: ActivityProber;
  /** When each probe began, in seconds of the test's time, and of whom. */
  readonly probes: Array<[second: number, pod: string]> = [];
  atOnce = 0;
  mostAtOnce = 0;
  /** How far the date is from where it should be, in milliseconds. */
  skew = 0;
  readonly #abort = new AbortController();
  /** Desktops whose answer only comes with time. */
  readonly #hangs: (pod: string) => boolean;
  readonly #pending = new Set<Promise<unknown>>();
  #version = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(
    answer: Reach['get'],
    {
      random = () => 0.5,
      hangs = () => false,
    }: {
      random?: () => number;
      hangs?: (pod: string) => boolean;
    } = {},
  ) {
    this.#hangs = hangs;
    this.prober = new ActivityProber({
      sessions: this.sessions,
      templates: this.templates,
      pods: this.pods,
      reach: {
        get: (...args) => this.#count(args[0].pod.name, answer(...args)),
      },
      logger: {
        debug() {},
        info: it => this.logged.push(it),
        warn() {},
        error: it => this.logged.push(it),
      },
      clock: this.clock,
      now: () => T0 + this.clock.now() + this.skew,
      random,
    });
    this.prober.onChange(keys => this.told.push(...keys));
    this.put(this.templates, aTemplate());
  }

  start(): Promise<void> {
    this.#running = this.prober.run(this.#abort.signal);
    return this.settle();
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.#running;
  }

  put<R extends KubeObject>(store: Store<R>, record: R): void {
    const { namespace, name = '', uid = '' } = record.metadata ?? {};
    const key = namespace ? `${namespace}/${name}` : name;
    const resourceVersion = String(++this.#version);
    store.apply({
      type: 'upsert',
      item: { key, uid, resourceVersion, record },
    });
  }

  remove<R>(store: Store<R>, key: string): void {
    const resourceVersion = String(++this.#version);
    store.apply({ type: 'delete', key, uid: '', resourceVersion });
  }

  /** A session whose desktop runs. */
  desktop(
    name: string,
    { idleTimeout = '1h', run = `run-${name}`, status = {} } = {},
  ): void {
    const uid = `uid-${name}`;
    const session = aSession({
      metadata: { name, uid },
      spec: { idleTimeout },
      status,
    });
    const owner = {
      apiVersion: 'vdi.kasm.io/v1alpha1',
      kind: 'VDISession',
      name,
      uid,
      controller: true,
    };
    const pod = aReadyPod(at(0), { name, uid: run, ownerReferences: [owner] });
    this.put(this.sessions, session);
    this.put(this.pods, { ...pod, podIP: '10.1.2.3' });
  }

  of(name: string) {
    return this.prober.of(`uid-${name}`);
  }

  /** Resolves when nothing more happens at this moment. */
  async settle(): Promise<void> {
    do {
      await Promise.allSettled(this.#pending);
      await new Promise(setImmediate);
    } while (this.#pending.size > 0);
  }

  async pass(ms: number, step = SECOND): Promise<void> {
    for (let passed = 0; passed < ms; passed += step) {
      this.clock.advance(step);
      await this.settle();
    }
  }

  #count(pod: string, answer: Promise<string>): Promise<string> {
    this.probes.push([this.clock.now() / SECOND, pod]);
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const counted = answer.finally(() => {
      this.atOnce -= 1;
      this.#pending.delete(counted);
    });
    if (!this.#hangs(pod)) this.#pending.add(counted);
    return counted;
  }
}

const novnc = (connections: number, idleSeconds = 0) =>
  JSON.stringify({ connections, idleSeconds });

const fail = (): string => {
  throw new Error('connect ECONNREFUSED');
};

describe('an ActivityProber', () => {
  let rig: Rig;
  let reply: () => string;
  afterEach(() => rig.stop());

  /** What novnc says when the last browser left at this second. */
  const leftAt = (second: number) => () =>
    novnc(0, rig.clock.now() / SECOND - second);

  /** A prober whose desktops answer `reply`. */
  async function start(setUp: (made: Rig) => void = () => {}): Promise<Rig> {
    rig = new Rig(async () => reply());
    setUp(rig);
    await rig.start();
    return rig;
  }

  it('asks as soon as a desktop runs, and tells only what is new', async () => {
    await start();
    reply = leftAt(7);
    await rig.pass(10 * SECOND);
    rig.desktop('render');
    await rig.settle();
    const found = {
      source: 'novnc',
      lastProbe: T0 + 10 * SECOND,
      lastActivity: undefined,
      idleSince: T0 + 7 * SECOND,
    };
    expect(rig.of('render')).toEqual(found);
    expect(rig.told).toEqual(['team/render']);

    await rig.pass(10 * MINUTE);
    expect(rig.probes.length).toBeGreaterThan(2);
    expect(rig.told).toEqual(['team/render']);
    expect(rig.of('render')?.idleSince).toBe(found.idleSince);
  });

  it('knows somebody, nobody and nothing apart', async () => {
    reply = () => novnc(1);
    await start(it => it.desktop('render', { idleTimeout: '1m' }));
    expect(rig.of('render')).toMatchObject({ lastActivity: T0 });
    expect(rig.of('render')?.idleSince).toBeUndefined();

    await rig.pass(10 * SECOND);
    reply = leftAt(10);
    await rig.pass(20 * SECOND);
    expect(rig.of('render')).toMatchObject({
      lastActivity: T0,
      idleSince: T0 + 10 * SECOND,
    });

    reply = fail;
    await rig.pass(MINUTE);
    expect(rig.of('render')).toMatchObject({ lastActivity: T0 });
    expect(rig.of('render')?.idleSince).toBeUndefined();
    expect(rig.told).toEqual(['team/render', 'team/render', 'team/render']);
  });

  it('takes a last look right before the end', async () => {
    reply = leftAt(0);
    await start(it => it.desktop('render', { idleTimeout: '5s' }));
    reply = () => novnc(1);
    await rig.pass(2 * SECOND);
    expect(rig.probes).toEqual([
      [0, 'render'],
      [1, 'render'],
    ]);
    expect(rig.of('render')?.idleSince).toBeUndefined();
  });

  it('begins anew with another run of the desktop', async () => {
    reply = leftAt(-60);
    await start(it => it.desktop('render'));
    await rig.pass(MINUTE);
    reply = fail;
    rig.desktop('render', { run: 'another-run' });
    expect(rig.of('render')).toMatchObject({
      lastProbe: undefined,
      idleSince: undefined,
    });
    await rig.settle();
    expect(rig.probes).toHaveLength(2);
  });

  it('forgets a desktop that does not run', async () => {
    reply = () => novnc(0);
    await start(it => it.desktop('render'));
    rig.remove(rig.pods, 'team/render');
    expect(rig.of('render')).toBeUndefined();
    rig.desktop('render', { run: 'another-run' });
    expect(rig.of('render')).toBeDefined();
    rig.remove(rig.sessions, 'team/render');
    expect(rig.of('render')).toBeUndefined();
    await rig.pass(10 * MINUTE);
    expect(rig.probes).toHaveLength(1);
  });

  it('asks no desktop that never stops for being idle, until it does', async () => {
    reply = () => novnc(0);
    await start(it => {
      it.put(it.sessions, aSession());
      it.put(it.pods, { ...aReadyPod(at(0)), podIP: '10.1.2.3' });
    });
    expect(rig.prober.of('uid-session')).toBeUndefined();
    rig.put(rig.templates, aTemplate({ idleTimeout: '2h' }));
    await rig.settle();
    expect(rig.prober.of('uid-session')).toMatchObject({
      source: 'novnc',
      idleSince: T0,
    });
  });

  it('says that it cannot know what a runtime does not tell', async () => {
    await start(it => {
      it.put(it.templates, aTemplate({ runtime: { type: 'kasmvnc' } }));
      it.desktop('render');
    });
    await rig.pass(MINUTE);
    expect(rig.probes).toEqual([]);
    expect(rig.of('render')).toEqual({ source: 'none' });
  });

  it('believes of an earlier prober only that somebody was there', async () => {
    reply = () => JSON.stringify({ connections: 0 });
    const status = { activity: { lastActivity: at(-100), lastProbe: at(-10) } };
    await start(it => it.desktop('render', { status }));
    expect(rig.of('render')).toMatchObject({
      lastActivity: T0 - 100 * SECOND,
      idleSince: T0,
    });
  });

  it('takes no notice of a clock that is put right a little', async () => {
    reply = () => JSON.stringify({ connections: 0 });
    await start(it => it.desktop('render'));
    rig.skew = -1 * SECOND;
    expect(rig.of('render')?.idleSince).toBe(T0);
    await rig.pass(30 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0);
  });

  it.each([
    ['forward', 2 * 60 * MINUTE],
    ['back', -2 * 60 * MINUTE],
  ])('does not take a clock that was set %s for idleness', async (_, skew) => {
    reply = () => JSON.stringify({ connections: 0 });
    await start(it => it.desktop('render'));
    await rig.pass(5 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0);
    rig.skew = skew;
    expect(rig.of('render')?.idleSince).toBeUndefined();
    await rig.pass(15 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0 + skew + 15 * SECOND);
  });

  it('asks those that always fail more seldom, and says so once', async () => {
    reply = fail;
    await start(it => it.desktop('render'));
    await rig.pass(60 * MINUTE);
    expect(rig.probes.length).toBeLessThan(20);
    expect(rig.logged).toEqual([
      expect.stringMatching(/is not known.*ECONNREFUSED/),
    ]);
  });

  it('comes sooner when less time is left than it thought', async () => {
    reply = () => novnc(1);
    await start(it => it.desktop('render', { idleTimeout: '8h' }));
    rig.desktop('render', { idleTimeout: '1m' });
    await rig.pass(31 * SECOND);
    expect(rig.probes).toHaveLength(2);
  });

  it('takes the last look before the end that its owner was told', async () => {
    reply = () => novnc(0);
    await start(it => it.desktop('render', { idleTimeout: '4h' }));
    const stopsAt = { time: at(60), reason: 'Idle' };
    rig.desktop('render', { idleTimeout: '4h', status: { stopsAt } });
    await rig.pass(59 * SECOND);
    expect(rig.probes.map(([second]) => second)).toEqual([0, 30, 56]);
  });
});

describe('an ActivityProber of many', () => {
  it('spreads two thousand desktops, of which a tenth hang, and knows the others', async () => {
    const hangs = (name: string) => name.endsWith('7');
    let seed = 1;
    const random = () => {
      seed = (seed * 16_807) % 2_147_483_647;
      return seed / 2_147_483_647;
    };
    const rig: Rig = new Rig(
      async ({ pod }) => {
        if (!hangs(pod.name)) return novnc(1);
        await sleep(rig.clock, 2 * SECOND);
        throw new Error('did not answer within 2 s');
      },
      { random, hangs },
    );
    for (let number = 0; number < 2_000; number++) rig.desktop(`d${number}`);
    await rig.start();
    await rig.pass(20 * MINUTE);

    const perSecond = new Map<number, number>();
    for (const [second] of rig.probes) {
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
    }
    const later = [...perSecond]
      .filter(([second]) => second > 60)
      .map(([, probes]) => probes);
    expect(Math.max(...perSecond.values())).toBeLessThanOrEqual(220);
    // Each every five minutes: 6.7 a second.
    expect(Math.max(...later)).toBeLessThan(60);
    expect(rig.mostAtOnce).toBeLessThanOrEqual(32);
    for (let number = 0; number < 2_000; number++) {
      const known = rig.of(`d${number}`);
      expect(known?.lastActivity === undefined).toBe(hangs(`d${number}`));
    }
    await rig.stop();
  });
});

describe('an ActivityProber and real connections', () => {
  let server: Server;
  let answer: string | undefined;
  let port: number;

  beforeAll(async () => {
    server = createServer((request, reply) => {
      if (answer === undefined) request.socket.destroy();
      else reply.end(answer);
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => new Promise(done => server.close(done)));

  it('sees who comes and goes', async () => {
    const rig = new Rig((_, path, options) =>
      getText(
        { protocol: 'http:', host: '127.0.0.1', port, path, agent: false },
        options,
      ),
    );
    rig.desktop('render', { idleTimeout: '10m' });
    answer = novnc(1);
    await rig.start();
    expect(rig.of('render')).toMatchObject({
      lastActivity: T0,
      idleSince: undefined,
    });
    answer = novnc(0, 12);
    await rig.pass(2 * MINUTE);
    expect(rig.of('render')?.idleSince).toBeGreaterThan(T0);
    answer = undefined;
    await rig.pass(2 * MINUTE);
    expect(rig.of('render')?.idleSince).toBeUndefined();
    await rig.stop();
    expect(rig.clock.timers).toBe(0);
  });
});
