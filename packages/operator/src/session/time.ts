/** Milliseconds since 1970 as Kubernetes writes times: RFC 3339, whole seconds, UTC. */
export function toTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/** A time for a sentence: `2026-11-21 18:00 UTC`. Pages show `status.stopsAt` in the reader's own zone instead. */
export function timeInWords(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
