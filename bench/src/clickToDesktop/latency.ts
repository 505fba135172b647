import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Keysym, PATIENCE_MS, type Viewer } from './viewers/Viewer';

/** What is timed, on a connection that stands. */
export const EXCHANGES = ['echo', 'picture', 'key'] as const;

/** One of {@link EXCHANGES}. */
export type Exchange = (typeof EXCHANGES)[number];

/** How long an exchange took each time without and with Traefik, in milliseconds. */
export interface Latencies {
  direct: number[];
  traefik: number[];
}

/** The same desktop, seen both ways at once. */
export type Viewers = Record<keyof Latencies, Viewer>;

/** How long the screen has to be still before an exchange that is about frames, in milliseconds: others would be taken for its own. */
export type StillMs = Record<'picture' | 'key', number>;

/** How often each exchange goes each way, and how often before that without being measured. */
const TIMES = 100;
const WARM_UP = 5;

/**
 * Has the terminal fill itself with another colour at each key: no video takes that for noise. Without characters that need Shift, which
 * viewers press in ways of their own; 112 is a J.
 */
const PAINTER = `while true; do ${[41, 42]
  .map(colour => `read -rsn1; printf '\\033[${colour}m\\033[2\\112'`)
  .join('; ')}; done`;

/** X11 has a symbol of the same number for each character of ASCII. */
const keysymOf = (character: string): Keysym => character.charCodeAt(0);
const ENTER: Keysym = 0xff0d;
const SPACE = keysymOf(' ');

/** Until the painter waits for keys, and what was typed is no longer being drawn. Milliseconds. */
const TYPED_MS = 1_000;

/** Desktops have a beat of their own, of at most so many milliseconds: what is measured is spread over it, for both ways alike. */
const BEAT_MS = 40;

/** What Traefik adds to what passes between desktop and viewer: each exchange goes directly, then through Traefik, and so on. */
export async function compareWays(
  viewers: Viewers,
  stillMs: StillMs,
): Promise<Record<Exchange, Latencies>> {
  const still = (forMs: number, round: number) =>
    stillness(Object.values(viewers), forMs + (BEAT_MS * round) / TIMES);
  const echo = await takeTurns(viewers, viewer => timed(() => viewer.echo()));
  const picture = await takeTurns(viewers, async (viewer, round) => {
    await still(stillMs.picture, round);
    return timed(() => frameAfter(viewer, () => viewer.askForPicture()));
  });
  for (const character of PAINTER) viewers.direct.press(keysymOf(character));
  viewers.direct.press(ENTER);
  await still(TYPED_MS, 0);
  const key = await takeTurns(viewers, async (viewer, round) => {
    await still(stillMs.key, round);
    return timed(() => frameAfter(viewer, () => viewer.press(SPACE)));
  });
  return { echo, picture, key };
}

/** @param exchange - how long it took, in milliseconds */
async function takeTurns(
  viewers: Viewers,
  exchange: (viewer: Viewer, round: number) => Promise<number>,
): Promise<Latencies> {
  const latencies: Latencies = { direct: [], traefik: [] };
  for (let round = -WARM_UP; round < TIMES; round += 1) {
    for (const way of ['direct', 'traefik'] as const) {
      const took = await exchange(viewers[way], round + WARM_UP);
      if (round >= 0) latencies[way].push(took);
    }
  }
  return latencies;
}

async function timed(exchange: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await exchange();
  return performance.now() - from;
}

async function frameAfter(viewer: Viewer, act: () => void): Promise<void> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const frame = once(viewer, 'frame', { signal });
  act();
  await frame.catch(cause => {
    throw new Error('The desktop sent no frame that was due.', { cause });
  });
}

/** Resolves when no viewer has been sent a frame for so long. */
async function stillness(viewers: Viewer[], forMs: number): Promise<void> {
  let last = performance.now();
  const note = () => {
    last = performance.now();
  };
  viewers.forEach(viewer => viewer.on('frame', note));
  try {
    for (;;) {
      const left = last + forMs - performance.now();
      if (left <= 0) return;
      await delay(left);
    }
  } finally {
    viewers.forEach(viewer => viewer.off('frame', note));
  }
}
