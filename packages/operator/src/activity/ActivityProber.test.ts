import { aReadyPod, aSession, aTemplate, at, T0 } from '../testing/objects';
import { fail, MINUTE, novnc, ProberRig, SECOND } from '../testing/ProberRig';

describe('when an ActivityProber asks', () => {
  let rig: ProberRig;
  beforeEach(() => {
    rig = new ProberRig();
  });
  afterEach(() => rig.stop());

  it('asks as soon as a desktop runs, and tells only what is new', async () => {
    await rig.start();
    rig.reply = rig.leftAt(7);
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

  it('takes a last look right before the end', async () => {
    rig.reply = rig.leftAt(0);
    rig.desktop('render', { idleTimeout: '5s' });
    await rig.start();
    rig.reply = () => novnc(1);
    await rig.pass(2 * SECOND);
    expect(rig.probes).toEqual([
      [0, 'render'],
      [1, 'render'],
    ]);
    expect(rig.of('render')?.idleSince).toBeUndefined();
  });

  it('asks no desktop that never stops for being idle, until it does', async () => {
    rig.reply = () => novnc(0);
    rig.put(rig.sessions, aSession());
    rig.put(rig.pods, { ...aReadyPod(at(0)), podIP: '10.1.2.3' });
    await rig.start();
    expect(rig.prober.of('uid-session')).toBeUndefined();
    rig.put(rig.templates, aTemplate({ idleTimeout: '2h' }));
    await rig.settle();
    expect(rig.prober.of('uid-session')).toMatchObject({
      source: 'novnc',
      idleSince: T0,
    });
  });

  it('asks those that always fail more seldom, and says so once', async () => {
    rig.reply = fail;
    rig.desktop('render');
    await rig.start();
    await rig.pass(60 * MINUTE);
    expect(rig.probes.length).toBeLessThan(20);
    expect(rig.logged).toEqual([
      expect.stringMatching(/is not known.*ECONNREFUSED/),
    ]);
  });

  it('comes sooner when less time is left than it thought', async () => {
    rig.reply = () => novnc(1);
    rig.desktop('render', { idleTimeout: '8h' });
    await rig.start();
    rig.desktop('render', { idleTimeout: '1m' });
    await rig.pass(31 * SECOND);
    expect(rig.probes).toHaveLength(2);
  });

  it('takes the last look before the end that its owner was told', async () => {
    rig.reply = () => novnc(0);
    rig.desktop('render', { idleTimeout: '4h' });
    await rig.start();
    const stopsAt = { time: at(60), reason: 'Idle' };
    rig.desktop('render', { idleTimeout: '4h', status: { stopsAt } });
    await rig.pass(59 * SECOND);
    expect(rig.probes.map(([second]) => second)).toEqual([0, 30, 56]);
  });
});
