import { setTimeout } from 'node:timers/promises';
import { EventLoopWatch } from './eventLoopWatch';

function block(ms: number) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

describe('EventLoopWatch', () => {
  it('tells the longest block once', async () => {
    const watch = new EventLoopWatch();
    await setTimeout(50);
    block(60);
    await setTimeout(50);
    block(300);
    await setTimeout(50);
    // It looks every 20 ms, so up to that much of the block may pass unseen.
    expect(watch.maxLagMs).toBeGreaterThan(250);
    expect(watch.maxLagMs).toBe(0);
    watch.close();
  });
});
