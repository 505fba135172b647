import { InputError } from '@backstage/errors';

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

const DURATION = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h))+$/;

/**
 * Milliseconds of a Go duration such as `90m`, `8h` or `1h30m`.
 *
 * @throws InputError when the text is not one.
 * @see https://pkg.go.dev/time#ParseDuration - without signs and units below the millisecond
 */
export function parseDuration(text: string): number {
  if (!DURATION.test(text)) {
    throw new InputError(
      `"${text}" is not a duration. Write hours, minutes and seconds like 90m, 8h or 1h30m.`,
    );
  }
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)) {
    total += Number(amount) * UNIT_MS[unit];
  }
  return total;
}

/** Words for milliseconds with at most two units: `8 h`, `1 h 30 min`, `12 min`, `48 s`. Rounds down; never below `0 s`. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}
