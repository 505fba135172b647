import type { UsageQuery } from '@backstage-vdi/plugin-vdi-common';
import { DateTime, IANAZone } from 'luxon';
import { InvalidFieldError } from '../service/errors';
import type { Span } from './addUpUsage';

/** What a request says of time. */
export type PeriodRequest = Omit<UsageQuery, 'by'>;

/** A period, and the parts of it that have their own totals. */
export interface Period extends Span {
  timeZone: string;
  /** The days; the whole period where nobody asked for days. */
  spans: Span[];
}

/** A quarter: with a row for each day and person an answer has tens of thousands already. */
const MOST_DAYS = 92;

/**
 * The period that a request is about. Days begin at their first moment in the zone, and have 23 or 25 hours when its clocks change.
 *
 * @param now - milliseconds since 1970
 * @throws InvalidFieldError for what cannot be read, or makes no period.
 */
export function readPeriod(request: PeriodRequest, now: number): Period {
  const timeZone = withPlus(request.timeZone ?? 'UTC');
  if (!isZoneName(timeZone)) {
    throw new InvalidFieldError(
      'timeZone',
      'There is no such time zone. Name one of the IANA database, such as Europe/Berlin or UTC',
    );
  }
  const zone = IANAZone.create(timeZone);
  const read = (field: 'from' | 'to') => {
    const text = request[field];
    return text === undefined
      ? undefined
      : readTime(field, withPlus(text), zone);
  };
  const from =
    read('from') ??
    firstOf(DateTime.fromMillis(now, { zone }).startOf('month'));
  const to = read('to') ?? now;
  if (to <= from) {
    throw new InvalidFieldError('to', 'The end has to be after the beginning');
  }
  const whole = { from, to };
  const spans = request.interval === 'day' ? daysOf(whole, zone) : [whole];
  return { ...whole, timeZone, spans };
}

/** A `+` that came as it is, which a query means a space by. Nothing that is read here has spaces. */
function withPlus(text: string): string {
  return text.replaceAll(' ', '+');
}

/** Offsets such as `+02:00` are no names: some versions of Node.js take them for zones, others do not. */
function isZoneName(text: string): boolean {
  return /^[a-z]/i.test(text) && IANAZone.isValidZone(text);
}

function readTime(field: string, text: string, zone: IANAZone): number {
  const time = DateTime.fromISO(text, { zone });
  if (time.isValid) return text.includes('T') ? time.toMillis() : firstOf(time);
  throw new InvalidFieldError(field, `There is no time ${text}`);
}

function daysOf({ from, to }: Span, zone: IANAZone): Span[] {
  const days: Span[] = [];
  for (let begin = from; begin < to; begin = days[days.length - 1].to) {
    if (days.length === MOST_DAYS) {
      throw new InvalidFieldError(
        'interval',
        `Ask for ${MOST_DAYS} days at most at once, or for the whole period`,
      );
    }
    days.push({ from: begin, to: Math.min(nextDay(begin, zone), to) });
  }
  return days;
}

/** The first moment of the next day, which is not midnight where clocks go forward then. */
function nextDay(time: number, zone: IANAZone): number {
  const day = DateTime.fromMillis(time, { zone }).startOf('day');
  return firstOf(day.plus({ days: 1 }).startOf('day'));
}

/** The first moment of those when clocks show this time: where they go back to midnight a day has two of them. */
function firstOf(time: DateTime): number {
  return Math.min(...time.getPossibleOffsets().map(it => it.toMillis()));
}
