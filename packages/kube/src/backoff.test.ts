import { Backoff } from './backoff';

describe('Backoff', () => {
  it('doubles its bound up to the cap, and starts again after a reset', () => {
    const backoff = new Backoff({ random: () => 1 });
    const next = (times: number) =>
      Array.from({ length: times }, () => backoff.next());
    expect(next(7)).toEqual([800, 1600, 3200, 6400, 12800, 25600, 30000]);
    expect(backoff.next(5000)).toBe(5000);
    backoff.reset();
    expect(next(1)).toEqual([800]);
  });

  it('draws between nothing and its bound', () => {
    expect(new Backoff({ random: () => 0 }).next()).toBe(0);
    expect(new Backoff({ random: () => 0.5 }).next()).toBe(400);
  });

  it('never grows beyond its cap, however often it is asked', () => {
    const backoff = new Backoff({ random: () => 1 });
    for (let i = 0; i < 5000; i++) {
      expect(backoff.next()).toBeLessThanOrEqual(30_000);
    }
  });
});
