import { learn, nothingKnown } from './knowledge';
import { probeWait } from './probeWait';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const pace = {
  probeEvery: 30 * SECOND,
  idleTimeout: 1 * HOUR,
  now: 10 * HOUR,
  isFirst: false,
  random: 0.5,
};

/** Nobody there, and so much time left until the desktop is stopped. */
const nobody = (left: number) =>
  learn(
    nothingKnown(),
    { value: 0, idleMs: pace.idleTimeout - left },
    { format: 'json', startedAt: 0, now: pace.now },
  );

const connected = learn(
  nothingKnown(),
  { value: 1, idleMs: 0 },
  { format: 'json', startedAt: 0, now: pace.now },
);

describe('probeWait', () => {
  it.each([
    ['somebody is connected', connected, {}, 5 * MINUTE],
    ['nobody is, for the first time', nobody(1 * HOUR), {}, 5 * MINUTE],
    ['half an hour is left', nobody(30 * MINUTE), {}, 3 * MINUTE],
    ['four minutes are left', nobody(4 * MINUTE), {}, 30 * SECOND],
    ['less than that is left', nobody(20 * SECOND), {}, 16 * SECOND],
    ['the last look was taken', nobody(4 * SECOND), {}, 30 * SECOND],
    ['the end is over', nobody(-1 * HOUR), {}, 30 * SECOND],
    [
      'the source forgets visits',
      { ...connected, remembers: false },
      {},
      30 * SECOND,
    ],
    [
      'its owner was told of a later end',
      nobody(-1 * HOUR),
      { endsAt: pace.now + 20 * SECOND },
      16 * SECOND,
    ],
    [
      'the idle timeout is short',
      connected,
      { idleTimeout: 2 * MINUTE },
      30 * SECOND,
    ],
  ])('when %s', (_, known, more, wait) => {
    expect(probeWait(known, { ...pace, ...more })).toBeCloseTo(wait);
  });

  it('asks those that fail more and more seldom', () => {
    const waits = [1, 2, 3, 4, 5, 50].map(failures =>
      probeWait({ ...nothingKnown(), failures }, pace),
    );
    expect(waits.map(wait => wait / SECOND)).toEqual([
      30, 60, 120, 240, 300, 300,
    ]);
  });

  it('spreads those that begin together over the whole wait', () => {
    const waits = [0, 0.25, 0.999].map(random =>
      probeWait(connected, { ...pace, isFirst: true, random }),
    );
    expect(waits).toEqual([0, 75 * SECOND, expect.closeTo(5 * MINUTE, -3)]);
  });

  it('does not keep many in step, and never misses the last look', () => {
    const known = nobody(40 * SECOND);
    const waits = [0, 0.5, 0.999].map(random =>
      probeWait(known, { ...pace, random }),
    );
    expect(waits).toEqual([
      27 * SECOND,
      30 * SECOND,
      expect.closeTo(33 * SECOND, -2),
    ]);
    expect(probeWait(nobody(31 * SECOND), { ...pace, random: 0.999 })).toBe(
      27 * SECOND,
    );
  });
});
