import type { Knowledge } from './knowledge';

/** What the time of the next probe depends on. Milliseconds. */
export interface Pace {
  /** The shortest regular wait. */
  probeEvery: number;
  /** How long nobody may be connected. */
  idleTimeout: number;
  /** When it stops because nobody is, where that was told. Milliseconds since 1970. */
  endsAt?: number;
  /** Milliseconds since 1970. */
  now: number;
  /** Whether this is the first wait of a desktop. */
  isFirst: boolean;
  /** In [0, 1). */
  random: number;
}

/** The nearer a desktop is to its end the more often it is asked: a tenth of the time that is left. */
const SHARE_OF_TIME_LEFT = 0.1;

/** The longest wait, in shortest ones: people wait no longer to see that they were noticed. */
const LONGEST = 10;

/** Before the end comes a last look, with time for its answer: who came back meanwhile keeps the desktop. */
const LAST_LOOK_MS = 4_000;

/** How long to wait until a desktop is asked again, in milliseconds. Pure. */
export function probeWait(
  { failures, idleSince, remembers }: Knowledge,
  pace: Pace,
): number {
  const { probeEvery, idleTimeout, endsAt, now, isFirst, random } = pace;
  // Desktops that began together, or that a new prober looked at one after the other, are spread evenly and stay so.
  const jitter = isFirst ? random : 0.9 + 0.2 * random;
  const longest = probeEvery * LONGEST;
  if (failures > 0) {
    // Nothing stops it meanwhile, so there is no hurry; a page that is missing today may be there after an update.
    return jitter * Math.min(probeEvery * 2 ** (failures - 1), longest);
  }
  const end = endsAt ?? (idleSince && idleSince + idleTimeout);
  const left = end === undefined ? idleTimeout : end - now;
  const regular = remembers
    ? Math.max(probeEvery, Math.min(left * SHARE_OF_TIME_LEFT, longest))
    : probeEvery;
  const lastLook = left - LAST_LOOK_MS;
  return end !== undefined && lastLook > 0
    ? Math.min(jitter * regular, lastLook)
    : jitter * regular;
}
