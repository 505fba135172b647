import { KubeError } from './errors';
import { Recovery } from './recovery';

const answered = (status: number, fields: object = {}) =>
  new KubeError('no', { code: 'KUBE_STATUS', status, ...fields });
const unreachable = new KubeError('gone', { code: 'KUBE_UNREACHABLE' });
const ahead = { details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } };

/** Draws the longest delay that the backoff allows. */
const longest = () => 1;

describe('Recovery', () => {
  it.each([
    ['an unreachable server', unreachable, 'backoff', false],
    ['a broken line', new SyntaxError('half a line'), 'backoff', false],
    ['an overloaded server', answered(429), 'backoff', false],
    ['a server that starts', answered(503), 'backoff', false],
    ['an expired version', answered(410), 'backoff', true],
    ['a version of the future', answered(504, ahead), 'backoff', true],
    ['a missing resource', answered(404), 'absent', true],
    ['a missing permission', answered(403), 'forbidden', false],
  ])('after %s', (_, error, state, relist) => {
    const step = new Recovery(longest).after(error, 0);
    expect(step).toEqual({ state, relist, waitMs: 800 });
  });

  it('waits longer each time, until a watch was a good one', () => {
    const recovery = new Recovery(longest);
    const wait = (watchedMs = 0) =>
      recovery.after(unreachable, watchedMs).waitMs;
    expect([wait(), wait(), wait(29_999)]).toEqual([800, 1600, 3200]);
    expect([wait(30_000), wait()]).toEqual([800, 1600]);
  });

  it('looks for a missing resource every few seconds', () => {
    const recovery = new Recovery(longest);
    const waits = Array.from(
      { length: 6 },
      () => recovery.after(answered(404), 0).waitMs,
    );
    expect(waits).toEqual([800, 1600, 3200, 5000, 5000, 5000]);
  });

  it('waits as long as the server asks', () => {
    const busy = answered(429, { retryAfterMs: 7_000 });
    expect(new Recovery(longest).after(busy, 0).waitMs).toBe(7_000);
  });

  it('reads everything anew when the version is refused for the fifth time', () => {
    const recovery = new Recovery(longest);
    const refuse = () => recovery.after(answered(500), 0).relist;
    expect(Array.from({ length: 6 }, refuse)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('reads everything anew when watches were silent twice', () => {
    const silent = new KubeError('silent', { code: 'KUBE_TIMEOUT' });
    const recovery = new Recovery(longest);
    const relist = (watchedMs = 150_000) =>
      recovery.after(silent, watchedMs).relist;
    expect([relist(), relist(), relist()]).toEqual([false, true, false]);
    recovery.progressed();
    expect([relist(), relist(0), relist()]).toEqual([false, false, true]);
  });

  it('counts refusals only while the server tells nothing', () => {
    const recovery = new Recovery(longest);
    for (let i = 0; i < 20; i++) {
      expect(recovery.after(answered(500), 0).relist).toBe(false);
      recovery.progressed();
    }
  });
});
