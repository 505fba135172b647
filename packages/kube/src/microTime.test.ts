import { microTime } from './microTime';

describe('microTime', () => {
  it('has six digits, whatever the time', () => {
    expect(microTime(0)).toBe('1970-01-01T00:00:00.000000Z');
    expect(microTime(1_234.5)).toBe('1970-01-01T00:00:01.234000Z');
  });

  it('differs from the time before, also when the clock stands still', () => {
    const first = microTime(0);
    const second = microTime(0, first);
    expect(second).toBe('1970-01-01T00:00:00.000001Z');
    expect(microTime(0, second)).toBe(first);
  });
});
