import { startBacklog } from './startBacklog';

const COUNT = 1_000;

describe('an operator that starts with a thousand sessions to see to', () => {
  it('makes new desktops before it is half done', async () => {
    const { seenBefore } = await startBacklog(COUNT);
    expect(Math.max(...seenBefore)).toBeLessThan(COUNT / 2);
  }, 600_000);
});
