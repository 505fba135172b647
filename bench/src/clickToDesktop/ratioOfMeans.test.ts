import { ratioOfMeans } from './ratioOfMeans';

/** Evenly spread over 0 to 1, by the golden ratio and the square root of two. */
const spread = (n: number) => (n * 0.618034) % 1;
const other = (n: number) => (n * Math.SQRT2) % 1;

const pairs = (
  count: number,
  of: (n: number) => [number, number],
): [number, number][] => Array.from({ length: count }, (_, n) => of(n));

describe('ratioOfMeans', () => {
  it('is of the means, not of the medians', () => {
    const { value } = ratioOfMeans([
      [1, 1],
      [1, 1],
      [4, 10],
    ]);
    expect(value).toBe(2);
  });

  it('is sure where one is always as many times the other', () => {
    const { value, margin } = ratioOfMeans(
      pairs(100, n => [1 + spread(n), 1.5 * (1 + spread(n))]),
    );
    expect(value).toBeCloseTo(1.5);
    expect(margin).toBeCloseTo(0);
  });

  it('is as sure with a wait that a pair has in common as it is unsure with one each', () => {
    const inCommon = ratioOfMeans(
      pairs(100, n => [33 * spread(n), 33 * spread(n) + 0.2]),
    );
    expect(inCommon.value).toBeCloseTo(1.012, 2);
    expect(inCommon.margin).toBeLessThan(0.002);

    const oneEach = ratioOfMeans(
      pairs(100, n => [33 * spread(n), 33 * other(n) + 0.2]),
    );
    // Of two independent uniform distributions: 1.96 × √(2 / 3 / 100).
    expect(oneEach.margin).toBeCloseTo(0.16, 1);
  });

  it('has a margin that halves with four times as many pairs', () => {
    const noisy = (count: number) =>
      ratioOfMeans(pairs(count, n => [10 + spread(n), 10 + other(n)])).margin;
    expect(noisy(400) / noisy(100)).toBeCloseTo(0.5, 1);
  });
});
