import { unlessAborted } from './unlessAborted';

describe('unlessAborted', () => {
  it('is what the work comes to', async () => {
    const { signal } = new AbortController();
    const failure = new Error('no');
    await expect(unlessAborted(signal, async () => 1)).resolves.toBe(1);
    await expect(
      unlessAborted(signal, () => Promise.reject(failure)),
    ).rejects.toBe(failure);
  });

  it('does not wait for work that was given up, nor hear how it fails', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    let fail: (error: Error) => void = () => {};
    const result = unlessAborted(
      controller.signal,
      () => new Promise((_, reject) => (fail = reject)),
    );
    controller.abort(reason);
    await expect(result).rejects.toBe(reason);
    fail(new Error('the cluster is gone'));
  });

  it('begins nothing that was given up before', async () => {
    const reason = new Error('enough');
    const work = jest.fn();
    await expect(unlessAborted(AbortSignal.abort(reason), work)).rejects.toBe(
      reason,
    );
    expect(work).not.toHaveBeenCalled();
  });
});
