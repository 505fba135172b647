import { tellFigures } from '../../tellFigures';
import { liveCycles } from './liveCycles';

/** How many desktops come and go. Default: 10 000. */
const COUNT = Number(process.env.VDI_SOAK_CYCLES ?? 10_000);

/** What a heap varies by from one look to the next. A single string per session that is kept would be as much in 10 000. */
const HEAP_SLACK_MIB = 1;

describe('thousands of desktops that come and go', () => {
  it('leave nothing behind in the program, no socket and no byte', async () => {
    const { baseline, end, perSecond } = await liveCycles(COUNT);
    tellFigures(
      `${COUNT} desktops made and deleted, ${perSecond.toFixed(1)} a second. What the program holds:`,
      Object.entries({ 'after 100': baseline, 'at the end': end }).map(
        ([when, { heapMiB, ...rest }]) => ({
          when,
          'heap (MiB)': heapMiB.toFixed(2),
          ...rest,
        }),
      ),
    );
    expect(end).toMatchObject({ sessions: 0, queued: 0 });
    expect(end.sockets).toBeLessThanOrEqual(baseline.sockets);
    expect(end.heapMiB).toBeLessThan(baseline.heapMiB + HEAP_SLACK_MIB);
  });
});
