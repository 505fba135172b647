/**
 * A time as `metav1.MicroTime` wants it, with six digits; other lengths are refused.
 *
 * @param ms - since 1970.
 * @param previous - a time that the result must differ from: an update that changes nothing is none to the API server, the resource
 * version stays, and those who watch would take the holder for dead.
 */
export function microTime(ms: number, previous?: string): string {
  const seconds = new Date(ms).toISOString().slice(0, -1);
  const time = `${seconds}000Z`;
  return time === previous ? `${seconds}001Z` : time;
}
