import { DriftPace } from './driftPace';

const seconds = (pace: DriftPace, now: number) =>
  ((pace.of('a/b', 'uid')[0]?.until ?? now) - now) / 1_000;
const refused = (patch: string) => ({ patch, message: 'No.' });

describe('DriftPace', () => {
  it('lets somebody who changes it again and again wait, half a minute at most', () => {
    const pace = new DriftPace();
    let now = 0;
    const waits = Array.from({ length: 7 }, () => {
      pace.repaired('a/b', 'uid', 'service', now);
      const wait = seconds(pace, now);
      now += wait * 1_000;
      return wait;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('begins anew when it was calm for ten minutes', () => {
    const pace = new DriftPace();
    pace.repaired('a/b', 'uid', 'service', 0);
    pace.repaired('a/b', 'uid', 'service', 601_001);
    expect(seconds(pace, 601_001)).toBe(1);
  });

  it('hardly ever asks again for what was refused', () => {
    const pace = new DriftPace();
    const waits = Array.from({ length: 8 }, () => {
      pace.refused('a/b', 'uid', 'home', refused('20Gi'), 0);
      return seconds(pace, 0);
    });
    expect(waits).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    pace.refused('a/b', 'uid', 'home', refused('30Gi'), 0);
    expect(seconds(pace, 0)).toBe(60);
  });

  it('forgets a refusal when the next is taken', () => {
    const pace = new DriftPace();
    pace.refused('a/b', 'uid', 'home', refused('20Gi'), 0);
    pace.repaired('a/b', 'uid', 'home', 0);
    expect(pace.of('a/b', 'uid')[0]).not.toHaveProperty('refused');
    expect(seconds(pace, 0)).toBe(1);
  });

  it('holds nothing against another session of the same name, nor one that is gone', () => {
    const pace = new DriftPace();
    pace.repaired('a/b', 'uid', 'service', 0);
    expect(pace.of('a/b', 'another')).toEqual([]);
    pace.repaired('a/b', 'uid', 'service', 0);
    pace.forget('a/b');
    expect(pace.of('a/b', 'uid')).toEqual([]);
  });
});
