import { liveCycles } from './liveCycles';

describe('300 desktops that come and go', () => {
  it('leave nothing behind in the program', async () => {
    const { baseline, end } = await liveCycles({ count: 300, warmUp: 100 });
    expect(end).toMatchObject({ sessions: 0, queued: 0 });
    expect(end.sockets).toBeLessThanOrEqual(baseline.sockets);
  }, 600_000);
});
