import { spread, times } from './spread';

it('is of the values themselves', () => {
  const values = Array.from({ length: 100 }, (_, n) => n + 1);
  expect(spread(values)).toEqual({ p50: 50, p90: 90, p99: 99 });
  expect(times(spread(values), 1)).toBe('50.0 / 90.0 / 99.0');
});
