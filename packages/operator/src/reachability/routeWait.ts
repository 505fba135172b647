/** The shortest wait: half of what a change takes Traefik, so that nobody waits much for being asked. Milliseconds. */
const SHORTEST_MS = 50;

/** Somebody still waits for it and looks. Milliseconds. */
const USUAL_MS = 1_000;

/** Nobody does any more: something has to be mended first. Milliseconds. */
const LONGEST_MS = 10_000;

/**
 * How long to wait until a desktop is asked for again at its address: never later than a fifth of what its owner has waited already, and a
 * sixtieth where that is minutes. Pure.
 *
 * @param asked - for how long it was asked for, in milliseconds
 */
export function routeWait(asked: number): number {
  const soon = Math.min(Math.max(asked / 5, SHORTEST_MS), USUAL_MS);
  return Math.max(soon, Math.min(asked / 60, LONGEST_MS));
}
