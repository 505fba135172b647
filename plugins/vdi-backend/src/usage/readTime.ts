/** Milliseconds since 1970 of a time as Kubernetes writes it; `undefined` where there is none, or none that can be read. */
export function readTime(time: string | undefined): number | undefined {
  const ms = Date.parse(time ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
