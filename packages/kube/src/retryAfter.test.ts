import { pauseMs, retryAfterMs } from './retryAfter';

const date = 'Sat, 31 Oct 2026 23:59:50 GMT';

describe('retryAfterMs', () => {
  it.each<[string | undefined, number | undefined]>([
    [undefined, undefined],
    ['3', 3_000],
    ['0', 0],
    ['-1', 0],
    ['86400', 60_000],
    ['1e400', 60_000],
    ['Sun, 01 Nov 2026 00:00:00 GMT', 10_000],
    ['Sat, 31 Oct 2026 23:00:00 GMT', 0],
    ['Mon, 31 Oct 2033 00:00:00 GMT', 60_000],
    ['soon', undefined],
  ])('of %p is %p', (asked, ms) => {
    expect(retryAfterMs({ 'retry-after': asked, date })).toBe(ms);
  });

  it('does not know a time without the time of the server', () => {
    expect(retryAfterMs({ 'retry-after': date })).toBeUndefined();
  });
});

describe('pauseMs', () => {
  it('takes nothing for nothing', () => {
    expect(pauseMs(undefined)).toBeUndefined();
  });
});
