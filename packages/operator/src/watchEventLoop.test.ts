import { ManualClock } from '@backstage-vdi/kube/testing';
import { watchEventLoop } from './watchEventLoop';

describe('watchEventLoop', () => {
  it('tells the longest block of each second, and warns of a long one', () => {
    const clock = new ManualClock();
    const watch = { maxLagMs: 12, close: jest.fn() };
    const warn = jest.fn();
    const onLag = jest.fn();
    const logger = { debug() {}, info() {}, warn, error() {} };
    const stop = watchEventLoop({ logger, clock, watch, onLag });

    clock.advance(1_000);
    expect(warn).not.toHaveBeenCalled();
    watch.maxLagMs = 2_345;
    clock.advance(1_000);
    expect(onLag.mock.calls).toEqual([[12], [2_345]]);
    expect(warn.mock.calls).toEqual([
      [expect.stringContaining('blocked for 2.3 s'), { lagMs: 2_345 }],
    ]);

    stop();
    clock.advance(5_000);
    expect(onLag).toHaveBeenCalledTimes(2);
    expect(watch.close).toHaveBeenCalled();
  });
});
