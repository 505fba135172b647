import { troubleOf } from './apiError';
import { withDeadline } from './withDeadline';

/** A server that never answers, as `fetch` sees it. */
const silent: typeof fetch = (_input, init) =>
  new Promise((_resolve, reject) => {
    const { signal } = init!;
    signal!.addEventListener('abort', () => reject(signal!.reason));
  });

it('takes a server that does not answer in time for one that is away', async () => {
  const error = await withDeadline(
    silent,
    1,
  )('/v1/sessions').catch(reason => reason);
  expect(troubleOf(error)).toBe('unreachable');
});

it('sends what is to be sent', async () => {
  const fetch = jest.fn().mockResolvedValue('an answer');
  const init = { method: 'DELETE' };
  await expect(withDeadline(fetch, 1_000)('/x', init)).resolves.toBe(
    'an answer',
  );
  expect(fetch).toHaveBeenCalledWith('/x', expect.objectContaining(init));
});
