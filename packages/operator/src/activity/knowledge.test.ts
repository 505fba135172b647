import {
  type Circumstances,
  type Knowledge,
  learn,
  nothingKnown,
} from './knowledge';
import type { Sample } from './readSample';

const START = 1_000_000;

/** What is known after these probes, at these seconds of the run. */
function after(
  probes: Array<[second: number, sample: Sample | undefined]>,
  format: Circumstances['format'] = 'gauge',
): Knowledge {
  return probes.reduce(
    (known, [second, sample]) =>
      learn(known, sample, {
        format,
        startedAt: START,
        now: START + second * 1_000,
      }),
    nothingKnown(),
  );
}

const at = (second: number) => START + second * 1_000;
const value = (number: number): Sample => ({ value: number });
const idle = (seconds: number): Sample => ({
  value: 0,
  idleMs: seconds * 1_000,
});
const FAILED = undefined;

describe('learn', () => {
  it('counts from the first probe of a row that found nobody', () => {
    expect(
      after([
        [10, value(0)],
        [40, value(0)],
        [70, value(0)],
      ]),
    ).toMatchObject({
      state: 'nobody',
      idleSince: at(10),
      lastProbe: at(70),
      lastActivity: undefined,
    });
  });

  it('breaks the row when somebody connects', () => {
    const visited = after([
      [10, value(0)],
      [40, value(2)],
    ]);
    expect(visited.idleSince).toBeUndefined();
    expect(visited).toMatchObject({
      state: 'connected',
      lastActivity: at(40),
    });
    expect(
      after([
        [10, value(1)],
        [40, value(0)],
      ]),
    ).toMatchObject({
      state: 'nobody',
      idleSince: at(40),
      lastActivity: at(10),
    });
  });

  it('breaks the row when a probe fails', () => {
    const failed = after([
      [10, value(0)],
      [40, FAILED],
    ]);
    expect(failed.idleSince).toBeUndefined();
    expect(failed).toMatchObject({
      state: 'unknown',
      lastProbe: at(10),
      failures: 1,
    });
    expect(
      after([
        [10, value(0)],
        [40, FAILED],
        [70, value(0)],
      ]),
    ).toMatchObject({
      state: 'nobody',
      idleSince: at(70),
      failures: 0,
    });
  });

  it('believes a source that knows for how long nobody has been there', () => {
    expect(after([[100, idle(60)]]).idleSince).toBe(at(40));
    // Also across a probe that failed: it knows what happened meanwhile.
    expect(
      after([
        [100, idle(60)],
        [130, FAILED],
        [160, idle(120)],
      ]).idleSince,
    ).toBe(at(40));
  });

  it('counts nobody idle before the run began', () => {
    expect(after([[10, idle(1e9)]]).idleSince).toBe(at(0));
  });

  it('hears of a visit between two probes', () => {
    expect(
      after([
        [100, idle(60)],
        [130, idle(9)],
      ]).idleSince,
    ).toBe(at(121));
  });

  it('takes times that differ by what was on the way for the same', () => {
    expect(
      after([
        [100, idle(60)],
        [130, idle(88.5)],
        [160, idle(121.2)],
      ]).idleSince,
    ).toBe(at(40));
  });

  describe('of a counter', () => {
    it('needs two values, and time between them', () => {
      expect(after([[0, value(734)]], 'counter').state).toBe('unknown');
      expect(
        after(
          [
            [0, value(734)],
            [4, value(734)],
          ],
          'counter',
        ).state,
      ).toBe('unknown');
      expect(
        after(
          [
            [0, value(734)],
            [30, value(734)],
          ],
          'counter',
        ),
      ).toMatchObject({
        state: 'nobody',
        idleSince: at(30),
      });
    });

    it('sees somebody when it grew, and when it began anew', () => {
      const connected = { state: 'connected', lastActivity: at(30) };
      expect(
        after(
          [
            [0, value(734)],
            [30, value(740)],
          ],
          'counter',
        ),
      ).toMatchObject(connected);
      expect(
        after(
          [
            [0, value(734)],
            [30, value(6)],
          ],
          'counter',
        ),
      ).toMatchObject(connected);
      expect(
        after(
          [
            [0, value(734)],
            [30, value(0)],
          ],
          'counter',
        ).state,
      ).toBe('unknown');
    });

    it('does not call nobody what merely had no time to grow', () => {
      const growing: Array<[number, Sample]> = [
        [0, value(1)],
        [30, value(7)],
      ];
      expect(after([...growing, [33, value(7)]], 'counter').state).toBe(
        'connected',
      );
      expect(after([...growing, [60, value(7)]], 'counter').state).toBe(
        'nobody',
      );
    });

    it('compares nothing across a probe that failed', () => {
      const probes: Array<[number, Sample | undefined]> = [
        [0, value(7)],
        [30, FAILED],
        [60, value(7)],
      ];
      expect(after(probes, 'counter').state).toBe('unknown');
    });
  });
});
