import { formatDuration, parseDuration } from './duration';
import { formatBytes, formatCpu, parseBytes, parseQuantity } from './quantity';

describe('parseDuration', () => {
  it.each([
    ['90m', 5_400_000],
    ['8h', 28_800_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['250ms', 250],
    ['1m1s1ms', 61_001],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '8 hours', '8', '-1h', '1d', 'h', '1h '])(
    'refuses "%s"',
    text => {
      expect(() => parseDuration(text)).toThrow(`"${text}" is not a duration`);
    },
  );
});

describe('formatDuration', () => {
  it.each([
    [-5, '0 s'],
    [48_999, '48 s'],
    [60_000, '1 min'],
    [5_400_000, '1 h 30 min'],
    [28_800_000, '8 h'],
  ])('writes %d ms', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });
});

describe('quantities', () => {
  it.each([
    ['4Gi', 4 * 2 ** 30],
    ['500m', 0.5],
    ['1.5', 1.5],
    ['2e3', 2_000],
    ['2.e-3', 0.002],
    ['.5k', 500],
    ['805306368003m', 805_306_368.003],
    ['128974848', 128_974_848],
    [2, 2],
    ['4 potatoes', undefined],
    ['-1', undefined],
  ])('reads %s', (quantity, value) => {
    expect(parseQuantity(quantity)).toBe(value);
  });

  it.each([
    ['4Gi', 4 * 2 ** 30],
    ['1.1Gi', 1_181_116_007],
    ['1500m', 2],
    ['751619276800m', 751_619_277],
    ['0.7Gi', 751_619_277],
    ['805306368003000m', 805_306_368_003],
    ['1e999', 2 ** 63],
    ['much', undefined],
  ])('reads %s as bytes', (quantity, bytes) => {
    expect(parseBytes(quantity)).toBe(bytes);
  });

  it.each([
    ['4Gi', '4 GiB'],
    ['512Mi', '512 MiB'],
    ['1536Gi', '1.5 TiB'],
    [1024, '1 KiB'],
    ['lots', 'lots'],
  ])('writes %s', (quantity, words) => {
    expect(formatBytes(quantity)).toBe(words);
  });

  it.each([
    ['500m', '0.5 CPU'],
    ['1', '1 CPU'],
    [4, '4 CPUs'],
    ['1500m', '1.5 CPUs'],
    ['some', 'some'],
  ])('writes %s as cores', (quantity, words) => {
    expect(formatCpu(quantity)).toBe(words);
  });
});
