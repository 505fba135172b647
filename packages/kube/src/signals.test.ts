import { getEventListeners } from 'node:events';
import { unlessAborted, whenAborted, withAnySignal } from './signals';

describe('withAnySignal', () => {
  const signalsOf = (count: number) =>
    Array.from({ length: count }, () => new AbortController());

  it('aborts with the first, and for its reason', async () => {
    const [a, b] = signalsOf(2);
    const reason = await withAnySignal([a.signal, b.signal], async any => {
      b.abort('b');
      a.abort('a');
      return any.reason;
    });
    expect(reason).toBe('b');
  });

  it('is aborted from the start if one is', async () => {
    const signals = [new AbortController().signal, AbortSignal.abort('over')];
    expect(await withAnySignal(signals, async any => any.reason)).toBe('over');
  });

  it('leaves nothing behind', async () => {
    const { signal } = new AbortController();
    await withAnySignal([signal], async () => {});
    await expect(
      withAnySignal([signal], () => Promise.reject(new Error('no'))),
    ).rejects.toThrow('no');
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('whenAborted', () => {
  it('waits for one of them', async () => {
    const abort = new AbortController();
    const order: string[] = [];
    const waiting = whenAborted(new AbortController().signal, abort.signal);
    const done = waiting.then(() => order.push('aborted'));
    await new Promise(setImmediate);
    order.push('abort');
    abort.abort();
    await done;
    expect(order).toEqual(['abort', 'aborted']);
  });

  it('does not wait for what has happened', async () => {
    const { signal } = new AbortController();
    await whenAborted(signal, AbortSignal.abort());
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });
});

describe('unlessAborted', () => {
  const never = new Promise<void>(() => {});

  it('waits for what comes first', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    await expect(unlessAborted(Promise.resolve(1), signal)).resolves.toBe(1);
    const failed = Promise.reject(new Error('no'));
    await expect(unlessAborted(failed, signal)).rejects.toThrow('no');
    const waiting = unlessAborted(never, signal);
    abort.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await expect(unlessAborted(never, signal)).rejects.toThrow('enough');
  });
});
