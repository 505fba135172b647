import { ServerClock } from './serverClock';
import { ManualClock } from './testing/ManualClock';

const at = (time: string) => `Sat, 21 Nov 2026 ${time} GMT`;

describe('ServerClock', () => {
  let clock: ManualClock;
  let server: ServerClock;
  const now = () =>
    server.now() && new Date(server.now()!).toISOString().slice(11, -1);

  beforeEach(() => {
    clock = new ManualClock();
    server = new ServerClock(clock);
  });

  it('knows nothing before the first reply', () => {
    server.observe(undefined);
    server.observe('yesterday');
    clock.advance(1_000);
    expect(now()).toBeUndefined();
  });

  it('goes on between replies', () => {
    server.observe(at('10:00:00'));
    clock.advance(90_500);
    expect(now()).toBe('10:01:30.500');
  });

  it('is not put back by seconds that are cut off', () => {
    server.observe(at('10:00:00'));
    clock.advance(900);
    server.observe(at('10:00:00'));
    expect(now()).toBe('10:00:00.900');
  });

  it('comes nearer with each reply, and follows a server whose clock is set', () => {
    server.observe(at('10:00:00'));
    server.observe(at('10:00:01'));
    expect(now()).toBe('10:00:01.000');
    server.observe(at('15:00:00'));
    expect(now()).toBe('15:00:00.000');
    server.observe(at('10:00:00'));
    expect(now()).toBe('10:00:00.000');
  });
});
