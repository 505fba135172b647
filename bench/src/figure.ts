/** Said where nothing was measured. */
export const NONE = '–';

/** A number for a table, or {@link NONE}. */
export function figure(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : NONE;
}
