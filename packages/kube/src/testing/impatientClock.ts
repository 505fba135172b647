import { type Clock, systemClock } from '../clock';

/** A clock that goes on when a test says so, and notes every wait after a failure instead of waiting. */
export function impatientClock() {
  const waits: number[] = [];
  let passed = 0;
  const clock: Clock = {
    now: () => systemClock.now() + passed,
    after: (ms, fn) => {
      const isBackoff = ms < 20_000;
      if (isBackoff) {
        waits.push(ms);
      }
      return systemClock.after(isBackoff ? 0 : ms, fn);
    },
  };
  const pass = (ms: number) => {
    passed += ms;
  };
  return { clock, waits, pass };
}
