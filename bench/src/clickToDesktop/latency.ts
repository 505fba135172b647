import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type Latencies, type Route, takeTurns } from './takeTurns';
import { type Keysym, PATIENCE_MS, type Viewer } from './viewers/Viewer';

/** What is timed, on a connection that stands. */
export const EXCHANGES = ['echo', 'picture', 'key'] as const;

/** One of {@link EXCHANGES}. */
export type Exchange = (typeof EXCHANGES)[number];

/** The same desktop, seen both ways at once. */
export type Viewers = Record<Route, Viewer>;

/** How long the screen has to be still before an exchange that is about frames, in milliseconds: others would be taken for its own. */
export type StillMs = Record<'picture' | 'key', number>;

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

/** Of the beat that desktops have whatever happens: thirty a second. */
const BEAT_MS = 1_000 / 30;

/**
 * What Traefik adds to what passes between desktop and viewer. What waits for the desktop's next beat is sent at all phases of it, and at
 * the same one directly and through Traefik: the wait is of the desktop, and many times what Traefik adds.
 */
export async function compareWays(
  viewers: Viewers,
  stillMs: StillMs,
): Promise<Record<Exchange, Latencies>> {
  const still = (forMs: number) => stillness(Object.values(viewers), forMs);
  const atPhase = async (phase: number, forMs: number) => {
    await still(forMs);
    // That of one viewer for both: a picture that comes later through Traefik is not to have been asked for later too.
    await viewers.direct.beat();
    await delay(phase * BEAT_MS);
  };
  const echo = await takeTurns(route => timed(() => viewers[route].echo()));
  const picture = await takeTurns(async (route, phase) => {
    const viewer = viewers[route];
    await atPhase(phase, stillMs.picture);
    return timed(() => frameAfter(viewer, () => viewer.askForPicture()));
  });
  for (const character of PAINTER) viewers.direct.press(keysymOf(character));
  viewers.direct.press(ENTER);
  await still(TYPED_MS);
  const key = await takeTurns(async (route, phase) => {
    const viewer = viewers[route];
    await atPhase(phase, stillMs.key);
    return timed(() => frameAfter(viewer, () => viewer.press(SPACE)));
  });
  return { echo, picture, key };
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
