import { countBy, percentile } from './statistics';

describe('percentile', () => {
  it.each([
    [0.5, 3],
    [0.99, 5],
    [0, 1],
    [1, 5],
  ])('of five values at %d is %d', (share, value) => {
    expect(percentile([5, 3, 1, 2, 4], share)).toBe(value);
  });
});

describe('countBy', () => {
  it('counts each key', () => {
    expect(countBy(['a', 'b', 'a'], letter => letter)).toEqual({ a: 2, b: 1 });
  });
});
