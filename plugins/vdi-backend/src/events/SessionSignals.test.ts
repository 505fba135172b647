import { SessionSignals } from './SessionSignals';

const alice = 'user:default/alice';
const bob = 'user:default/bob';

function create(publish = jest.fn().mockResolvedValue(undefined)) {
  const onError = jest.fn();
  return {
    publish,
    onError,
    signals: new SessionSignals({ publish, onError }),
  };
}

/** As far as it goes without waiting. */
const atOnce = () => jest.advanceTimersByTime(0);

describe('SessionSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells the first change at once, and what came in one piece as one', () => {
    const { publish, signals } = create();
    for (const userRef of [alice, bob, alice]) signals.changed(userRef);
    expect(publish).not.toHaveBeenCalled();
    atOnce();
    expect(publish.mock.calls).toEqual([[[alice, bob]]]);
    jest.advanceTimersByTime(1_000);
    expect(publish).toHaveBeenCalledTimes(1);
  });

  it('gathers what follows within 100 ms, and never loses the last change', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    atOnce();
    for (let ms = 0; ms < 95; ms += 5) {
      jest.advanceTimersByTime(5);
      signals.changed(alice);
    }
    expect(publish).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(10);
    expect(publish.mock.calls).toEqual([[[alice]], [[alice]]]);
  });

  it('tells nobody more than once in 100 ms, however often it changes', () => {
    const { publish, signals } = create();
    for (let ms = 0; ms < 1_000; ms += 5) {
      signals.changed(alice);
      jest.advanceTimersByTime(5);
    }
    expect(publish).toHaveBeenCalledTimes(10);
  });

  it('keeps nobody waiting for what others are told', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    atOnce();
    signals.changed(bob);
    atOnce();
    expect(publish.mock.calls).toEqual([[[alice]], [[bob]]]);
  });

  it('is at once again after a while of nothing', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    jest.advanceTimersByTime(100);
    signals.changed(alice);
    atOnce();
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('tells of a hint that could not be published, and goes on', async () => {
    const error = new Error('no broker');
    const { publish, onError, signals } = create();
    publish.mockRejectedValueOnce(error);
    signals.changed(alice);
    await jest.advanceTimersByTimeAsync(100);
    expect(onError).toHaveBeenCalledWith(error);
    signals.changed(alice);
    atOnce();
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('says nothing after it was stopped', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    atOnce();
    signals.changed(alice);
    signals.changed(bob);
    signals.stop();
    jest.advanceTimersByTime(1_000);
    expect(publish).toHaveBeenCalledTimes(1);
  });
});
