import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from './lock';

describe('withLock', () => {
  it('lets one in at a time, and the next also when the work fails', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'));
    const file = join(folder, 'below', 'lock');
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise(resolve => setImmediate(resolve));
      inside--;
      throw new Error('failed');
    };
    const results = await Promise.allSettled([
      withLock(file, work),
      withLock(file, work),
      withLock(file, work),
    ]);
    expect(results.map(({ status }) => status)).toEqual(
      Array(3).fill('rejected'),
    );
    expect(most).toBe(1);
    await rm(folder, { recursive: true });
  });

  it('can be waited for in vain', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'lock-'));
    const file = join(folder, 'lock');
    const waiting = new AbortController();
    await withLock(file, async () => {
      const second = withLock(file, async () => 'got it', {
        signal: waiting.signal,
      });
      waiting.abort();
      await expect(second).rejects.toThrow('aborted');
    });
    expect(await withLock(file, async () => 'free again')).toBe('free again');
    await rm(folder, { recursive: true });
  });
});
