import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aTemplate, at, T0 } from '../testing/objects';
import { fail, MINUTE, novnc, ProberRig, SECOND } from '../testing/ProberRig';
import { getText } from './getText';

describe('what an ActivityProber knows', () => {
  let rig: ProberRig;
  beforeEach(() => {
    rig = new ProberRig();
  });
  afterEach(() => rig.stop());

  it('knows somebody, nobody and nothing apart', async () => {
    rig.reply = () => novnc(1);
    rig.desktop('render', { idleTimeout: '1m' });
    await rig.start();
    expect(rig.of('render')).toMatchObject({ lastActivity: T0 });
    expect(rig.of('render')?.idleSince).toBeUndefined();

    await rig.pass(10 * SECOND);
    rig.reply = rig.leftAt(10);
    await rig.pass(20 * SECOND);
    expect(rig.of('render')).toMatchObject({
      lastActivity: T0,
      idleSince: T0 + 10 * SECOND,
    });

    rig.reply = fail;
    await rig.pass(MINUTE);
    expect(rig.of('render')).toMatchObject({ lastActivity: T0 });
    expect(rig.of('render')?.idleSince).toBeUndefined();
    expect(rig.told).toEqual(['team/render', 'team/render', 'team/render']);
  });

  it('begins anew with another run of the desktop', async () => {
    rig.reply = rig.leftAt(-60);
    rig.desktop('render');
    await rig.start();
    await rig.pass(MINUTE);
    rig.reply = fail;
    rig.desktop('render', { run: 'another-run' });
    expect(rig.of('render')).toMatchObject({
      lastProbe: undefined,
      idleSince: undefined,
    });
    await rig.settle();
    expect(rig.probes).toHaveLength(2);
  });

  it('forgets a desktop that does not run', async () => {
    rig.reply = () => novnc(0);
    rig.desktop('render');
    await rig.start();
    rig.remove(rig.pods, 'team/render');
    expect(rig.of('render')).toBeUndefined();
    rig.desktop('render', { run: 'another-run' });
    expect(rig.of('render')).toBeDefined();
    rig.remove(rig.sessions, 'team/render');
    expect(rig.of('render')).toBeUndefined();
    await rig.pass(10 * MINUTE);
    expect(rig.probes).toHaveLength(1);
  });

  it('says that it cannot know what a runtime does not tell', async () => {
    rig.put(rig.templates, aTemplate({ runtime: { type: 'kasmvnc' } }));
    rig.desktop('render');
    await rig.start();
    await rig.pass(MINUTE);
    expect(rig.probes).toEqual([]);
    expect(rig.of('render')).toEqual({ source: 'none' });
  });

  it('believes of an earlier prober only that somebody was there', async () => {
    rig.reply = () => JSON.stringify({ connections: 0 });
    const status = { activity: { lastActivity: at(-100), lastProbe: at(-10) } };
    rig.desktop('render', { status });
    await rig.start();
    expect(rig.of('render')).toMatchObject({
      lastActivity: T0 - 100 * SECOND,
      idleSince: T0,
    });
  });

  it('takes no notice of a clock that is put right a little', async () => {
    rig.reply = () => JSON.stringify({ connections: 0 });
    rig.desktop('render');
    await rig.start();
    rig.skew = -1 * SECOND;
    expect(rig.of('render')?.idleSince).toBe(T0);
    await rig.pass(30 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0);
  });

  it.each([
    ['forward', 2 * 60 * MINUTE],
    ['back', -2 * 60 * MINUTE],
  ])('does not take a clock that was set %s for idleness', async (_, skew) => {
    rig.reply = () => JSON.stringify({ connections: 0 });
    rig.desktop('render');
    await rig.start();
    await rig.pass(5 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0);
    rig.skew = skew;
    expect(rig.of('render')?.idleSince).toBeUndefined();
    await rig.pass(15 * SECOND);
    expect(rig.of('render')?.idleSince).toBe(T0 + skew + 15 * SECOND);
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
    const rig = new ProberRig({
      answer: (_, path, options) =>
        getText(
          { protocol: 'http:', host: '127.0.0.1', port, path, agent: false },
          options,
        ),
    });
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
