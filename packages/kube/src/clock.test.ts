import { sleep, systemClock } from './clock';
import { ManualClock } from './testing/ManualClock';

describe('systemClock', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('does not fire at once what is due in a hundred days', () => {
    const fired = jest.fn();
    systemClock.after(100 * 24 * 3_600_000, fired);
    jest.advanceTimersByTime(3_600_000);
    expect(fired).not.toHaveBeenCalled();
  });

  it('cancels', () => {
    const fired = jest.fn();
    systemClock.after(10, fired)();
    jest.advanceTimersByTime(10);
    expect(fired).not.toHaveBeenCalled();
  });
});

describe('sleep', () => {
  it('ends when its time is over', async () => {
    const clock = new ManualClock();
    const slept = sleep(clock, 1000, new AbortController().signal);
    clock.advance(1000);
    await expect(slept).resolves.toBeUndefined();
  });

  it('ends with the reason of an abort and leaves no timer', async () => {
    const clock = new ManualClock();
    const abort = new AbortController();
    const slept = sleep(clock, 1000, abort.signal);
    abort.abort(new Error('enough'));
    await expect(slept).rejects.toThrow('enough');
    await expect(sleep(clock, 1000, abort.signal)).rejects.toThrow('enough');
    expect(clock.timers).toBe(0);
  });
});
