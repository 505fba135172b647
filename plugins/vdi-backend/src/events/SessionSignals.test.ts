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

describe('SessionSignals', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('tells many changes of 100 ms as one, to each user once', () => {
    const { publish, signals } = create();
    for (const userRef of [alice, bob, alice]) signals.changed(userRef);
    expect(publish).not.toHaveBeenCalled();
    jest.advanceTimersByTime(100);
    expect(publish.mock.calls).toEqual([[[alice, bob]]]);
  });

  it('never loses the last change', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    jest.advanceTimersByTime(100);
    signals.changed(alice);
    jest.advanceTimersByTime(100);
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
    jest.advanceTimersByTime(100);
    expect(publish).toHaveBeenCalledTimes(2);
  });

  it('says nothing after it was stopped', () => {
    const { publish, signals } = create();
    signals.changed(alice);
    signals.stop();
    jest.advanceTimersByTime(1_000);
    expect(publish).not.toHaveBeenCalled();
  });
});
