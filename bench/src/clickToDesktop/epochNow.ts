/** Milliseconds since 1970, with their fractions: the clock that browser and benchmark share. */
export function epochNow(): number {
  return performance.timeOrigin + performance.now();
}
