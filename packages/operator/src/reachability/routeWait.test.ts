import { routeWait } from './routeWait';

describe('routeWait', () => {
  it.each([
    [0, 50],
    [100, 50],
    [1_000, 200],
    [5_000, 1_000],
    [60_000, 1_000],
    [120_000, 2_000],
    [3_600_000, 10_000],
  ])('after %d ms is %d ms', (asked, wait) => {
    expect(routeWait(asked)).toBe(wait);
  });
});
