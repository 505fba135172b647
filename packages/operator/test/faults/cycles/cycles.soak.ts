import { tellFigures } from '../../tellFigures';
import { HEAP_SLACK_MIB, liveCycles } from './liveCycles';

/** How many desktops come and go. Default: 10 000. */
const COUNT = Number(process.env.VDI_SOAK_CYCLES ?? 10_000);

/** Until V8 has compiled what is called often, and learned the shapes of what it is called with. */
const WARM_UP = 1_000;

/** Texts are forgotten after two minutes. */
const REST_MS = 240_000;

describe('thousands of desktops that come and go', () => {
  it('leave nothing behind in the program, no socket and no byte', async () => {
    const { baseline, end, atRest, perSecond } = await liveCycles({
      count: COUNT,
      warmUp: WARM_UP,
      restMs: REST_MS,
    });
    tellFigures(
      `${COUNT} desktops made and deleted, ${perSecond.toFixed(1)} a second. What the program holds:`,
      Object.entries({
        [`after the first ${WARM_UP}`]: baseline,
        'at the end': end,
        'at rest': atRest,
      }).map(([when, { heapMiB, ...rest }]) => ({
        when,
        'heap (MiB)': heapMiB.toFixed(2),
        ...rest,
      })),
    );
    expect(end).toMatchObject({ sessions: 0, queued: 0 });
    expect(end.sockets).toBeLessThanOrEqual(baseline.sockets);
    expect(atRest.heapMiB).toBeLessThan(baseline.heapMiB + HEAP_SLACK_MIB);
  });
});
