import { addCounts, honestCounts } from './counts';

const counts = (passed: number, failed: number, skipped = 0) => ({
  passed,
  failed,
  skipped,
});

describe('addCounts', () => {
  it('adds each', () => {
    expect(addCounts(counts(1, 2, 3), counts(10, 20, 30))).toEqual(
      counts(11, 22, 33),
    );
  });
});

describe('honestCounts', () => {
  it.each([
    ['keeps a success', counts(3, 0), 0, counts(3, 0)],
    ['keeps counted failures', counts(3, 2), 1, counts(3, 2)],
    ['counts a broken set-up', counts(3, 0), 1, counts(3, 1)],
    ['counts a run of nothing', counts(0, 0, 4), 0, counts(0, 1, 4)],
  ])('%s', (_, given, exitCode, expected) => {
    expect(honestCounts(given, exitCode)).toEqual(expected);
  });
});
