import { useEffect, useState } from 'react';

/**
 * The time in ms since the epoch, renewed when `untilNext(now)` ms have passed. Stands still while the page is hidden and
 * catches up when it is seen again.
 */
export function useNow(untilNext: (now: number) => number): number {
  const [now, setNow] = useState(() => Date.now());
  const delay = untilNext(now);
  useEffect(() => {
    const tick = () => {
      if (document.visibilityState === 'visible') setNow(Date.now());
    };
    const timer = setTimeout(tick, delay);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [now, delay]);
  return now;
}
