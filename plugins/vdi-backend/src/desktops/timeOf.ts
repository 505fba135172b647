/** Milliseconds since 1970 of a time as Kubernetes writes it; `undefined` where there is none, or none that can be read. */
export function timeOf(text: string | null | undefined): number | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : ms;
}
