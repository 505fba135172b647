import { tellFigures } from '../../tellFigures';
import { startBacklog } from './startBacklog';

/** How many sessions there are when the operator starts. Default: 10 000. */
const COUNT = Number(process.env.VDI_SOAK_SESSIONS ?? 10_000);

describe('an operator that starts with thousands of sessions to see to', () => {
  it('makes new desktops before it is half done', async () => {
    const { seenBefore, waitsDuring, waitsAfter, seconds } =
      await startBacklog(COUNT);
    const figures = (when: string, waits: number[]) => {
      const sorted = waits.toSorted((a, b) => a - b);
      return {
        when,
        'median (ms)': Math.round(sorted[Math.floor(sorted.length / 2)]),
        'slowest (ms)': Math.round(sorted.at(-1) ?? 0),
      };
    };
    tellFigures(
      `${COUNT} sessions seen to in ${seconds.toFixed(1)} s; at most ${Math.max(...seenBefore)} of them before a newcomer. A newcomer's pod:`,
      [figures('meanwhile', waitsDuring), figures('afterwards', waitsAfter)],
    );
    expect(Math.max(...seenBefore)).toBeLessThan(COUNT / 2);
  });
});
