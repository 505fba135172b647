import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withBuildLock } from './buildLock';

describe('withBuildLock', () => {
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), 'images-'));
  });
  afterEach(() => rm(cache, { recursive: true }));

  it('lets the second wait until the first is done, even when that fails', async () => {
    const folder = join(cache, 'images', 'desktop');
    const events: string[] = [];
    let second: Promise<void> | undefined;
    const first = withBuildLock(folder, { onWait: jest.fn() }, async () => {
      await new Promise<void>(waiting => {
        second = withBuildLock(folder, { onWait: waiting }, async () => {
          events.push('second');
        });
      });
      events.push('first');
      throw new Error('no space left');
    });
    await expect(first).rejects.toThrow('no space left');
    await second;
    expect(events).toEqual(['first', 'second']);
  });

  it('stops waiting when told', async () => {
    const folder = join(cache, 'desktop');
    const controller = new AbortController();
    const onWait = () => controller.abort();
    await withBuildLock(folder, { onWait: jest.fn() }, async () => {
      await expect(
        withBuildLock(folder, { onWait, signal: controller.signal }, jest.fn()),
      ).rejects.toMatchObject({ name: 'AbortError' });
    });
  });
});
