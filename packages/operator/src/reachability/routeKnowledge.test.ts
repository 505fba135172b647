import {
  isNews,
  LASTS_MS,
  learnAnswer,
  type RouteKnowledge,
} from './routeKnowledge';
import { type RouteTrouble, troubleOf } from './routeTrouble';

const T0 = 1_000_000;

const trouble = (status: number) =>
  troubleOf({ kind: 'status', status }, '') as RouteTrouble;
const unknown = trouble(404);
const unreachable = trouble(502);

/** What is known after such answers, each so many milliseconds after the first. */
function after(
  answers: Array<[at: number, trouble: RouteTrouble | undefined]>,
): RouteKnowledge {
  return answers.reduce<RouteKnowledge>(
    (known, [at, found]) => learnAnswer(known, found, T0 + at),
    {},
  );
}

describe('learnAnswer', () => {
  it('knows when the desktop answered, and forgets what was in the way', () => {
    expect(
      after([
        [0, unknown],
        [LASTS_MS, unknown],
        [LASTS_MS + 7, undefined],
      ]),
    ).toEqual({ answeredAt: T0 + LASTS_MS + 7 });
  });

  it('tells nothing of what is usual in a start', () => {
    const known = after([
      [0, unknown],
      [100, unreachable],
      [LASTS_MS, unreachable],
    ]);
    expect(known.trouble).toBeUndefined();
    expect(isNews({}, known)).toBe(false);
  });

  it('tells what lasts, once', () => {
    const before = after([[0, unknown]]);
    const told = learnAnswer(before, unknown, T0 + LASTS_MS);
    expect(told.trouble).toBe(unknown);
    expect(isNews(before, told)).toBe(true);
    const later = learnAnswer(told, unknown, T0 + 2 * LASTS_MS);
    expect(isNews(told, later)).toBe(false);
  });

  it('keeps to what it told while something else comes and goes', () => {
    const told = after([
      [0, unknown],
      [LASTS_MS, unknown],
    ]);
    let known = told;
    for (let at = LASTS_MS; at < 10 * LASTS_MS; at += 1_000) {
      const found = (at / 1_000) % 2 ? unreachable : unknown;
      known = learnAnswer(known, found, T0 + at);
      expect(isNews(told, known)).toBe(false);
    }
  });

  it('tells the new where that lasts instead', () => {
    const known = after([
      [0, unknown],
      [LASTS_MS, unknown],
      [LASTS_MS + 1_000, unreachable],
      [2 * LASTS_MS + 1_000, unreachable],
    ]);
    expect(known.trouble).toBe(unreachable);
  });
});
