import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type PeriodRequest, readPeriod } from './readPeriod';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-03-10T12:34:56Z');

const read = (request: PeriodRequest) => {
  const { from, to, spans } = readPeriod(request, NOW);
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 16);
  return { from: time(from), to: time(to), spans };
};
const hoursOf = (request: PeriodRequest) =>
  read({ ...request, interval: 'day' }).spans.map(
    ({ from, to }) => (to - from) / HOUR_MS,
  );

describe('readPeriod', () => {
  it('is the present month until now where nobody says', () => {
    expect(read({})).toMatchObject({
      from: '2026-03-01T00:00',
      to: '2026-03-10T12:34',
    });
    expect(read({ timeZone: 'Asia/Tokyo' }).from).toBe('2026-02-28T15:00');
  });

  it('begins a month at the first of its two midnights', () => {
    const now = Date.parse('2026-11-10T12:00:00Z');
    const { from } = readPeriod({ timeZone: 'America/Havana' }, now);
    expect(new Date(from).toISOString()).toBe('2026-11-01T04:00:00.000Z');
  });

  it('takes days of the zone, and times as they are', () => {
    const timeZone = 'America/New_York';
    const days = { from: '2026-03-01', to: '2026-04-01', timeZone };
    expect(read(days)).toMatchObject({
      from: '2026-03-01T05:00',
      to: '2026-04-01T04:00',
    });
    const times = {
      from: '2026-03-01T08:00:00+01:00',
      to: '2026-03-01T08:00:00Z',
      timeZone,
    };
    expect(read(times)).toMatchObject({
      from: '2026-03-01T07:00',
      to: '2026-03-01T08:00',
    });
  });

  it('takes a time that clocks show twice by its offset', () => {
    const twice = {
      from: '2026-10-25T02:30:00+02:00',
      to: '2026-10-25T02:30:00+01:00',
      timeZone: 'Europe/Berlin',
    };
    expect(read(twice)).toMatchObject({
      from: '2026-10-25T00:30',
      to: '2026-10-25T01:30',
    });
  });

  it('takes a + that a query made a space of', () => {
    const sent = {
      from: '2026-03-01T08:00:00 05:30',
      to: '2026-03-02',
      timeZone: 'Etc/GMT 5',
    };
    expect(readPeriod(sent, NOW)).toMatchObject({
      from: Date.parse('2026-03-01T02:30:00Z'),
      to: Date.parse('2026-03-02T05:00:00Z'),
      timeZone: 'Etc/GMT+5',
    });
  });

  it.each([
    [
      '23 hours when clocks go forward',
      '2026-03-28',
      '2026-03-31',
      [24, 23, 24],
    ],
    ['25 hours when they go back', '2026-10-24', '2026-10-27', [24, 25, 24]],
    [
      'what is left of the first and the last',
      '2026-01-01T22:00:00+01:00',
      '2026-01-03T01:00:00+01:00',
      [2, 24, 1],
    ],
  ])('gives days %s', (_, from, to, hours) => {
    expect(hoursOf({ from, to, timeZone: 'Europe/Berlin' })).toEqual(hours);
  });

  it.each([
    [
      '23.5 hours where clocks go by half an hour',
      'Australia/Lord_Howe',
      '2026-10-04',
      [23.5, 24],
    ],
    [
      'that begin at one where there is no midnight',
      'Africa/Cairo',
      '2026-04-24',
      [23, 24],
    ],
    [
      'that end at the first of two midnights',
      'America/Havana',
      '2026-10-31',
      [24, 25],
    ],
    [
      'that begin at the first of two midnights',
      'Atlantic/Azores',
      '2026-10-25',
      [25, 24],
    ],
  ])('gives days %s', (_, timeZone, from, hours) => {
    const to = DateTime.fromISO(from, { zone: timeZone }).plus({ days: 2 });
    expect(hoursOf({ from, to: `${to.toISODate()}`, timeZone })).toEqual(hours);
  });

  it('divides any period into days that follow each other, in every zone', () => {
    const aTime = fc
      .integer({ min: Date.parse('1995-01-01'), max: Date.parse('2037-01-01') })
      .map(ms => Math.floor(ms / 60_000) * 60_000);
    fc.assert(
      fc.property(
        fc.constantFrom(...Intl.supportedValuesOf('timeZone')),
        aTime,
        fc.integer({ min: 1, max: 90 * 24 * 60 }),
        (timeZone, begin, minutes) => {
          const from = new Date(begin).toISOString();
          const to = new Date(begin + minutes * 60_000).toISOString();
          const request = { from, to, timeZone, interval: 'day' as const };
          const period = readPeriod(request, NOW);
          const ends = period.spans.map(span => span.to);
          expect(period.spans.map(span => span.from)).toEqual([
            period.from,
            ...ends.slice(0, -1),
          ]);
          expect(ends.at(-1)).toBe(period.to);
          const days = period.spans.map(span =>
            DateTime.fromMillis(span.from, { zone: timeZone }).toISODate(),
          );
          const lasts = ends.map(end =>
            DateTime.fromMillis(end - 1, { zone: timeZone }).toISODate(),
          );
          expect(new Set(days).size).toBe(days.length);
          expect(lasts).toEqual(days);
        },
      ),
      { numRuns: 150 },
    );
  });

  it.each<[string, PeriodRequest, string]>([
    [
      'a day that there is not',
      { from: '2026-02-30' },
      'from: There is no time',
    ],
    [
      'an end before the beginning',
      { from: '2026-03-09', to: '2026-03-09' },
      'to: The end has to be after',
    ],
    [
      'a beginning to come',
      { from: '2026-03-11' },
      'to: The end has to be after',
    ],
    [
      'a zone that there is not',
      { timeZone: 'Europe/Gotham' },
      'timeZone: There is no',
    ],
    [
      'an offset in the place of a zone',
      { timeZone: '+02:00' },
      'timeZone: There is no',
    ],
    ['no zone', { timeZone: '' }, 'timeZone: There is no'],
    ["the server's own zone", { timeZone: 'local' }, 'timeZone: There is no'],
    [
      'a second that there is not',
      { from: '2026-03-01T23:59:60Z' },
      'from: There is no time',
    ],
    [
      'too many days',
      { from: '2025-01-01', interval: 'day' },
      'interval: Ask for 92 days at most',
    ],
  ])('refuses %s', (_, request, message) => {
    expect(() => readPeriod(request, NOW)).toThrow(message);
  });
});
