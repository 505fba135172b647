import { average } from './average';
import type { Comparison } from './compare';
import { type Goal, goalsOf, sum } from './goals';
import type { Measurement, Spread } from './measurement';

/** The comparison as tables for people, and what is to be reached. */
export function describeComparison({
  bareConcurrency,
  measurements,
}: Comparison): string {
  const loads = [...new Set(measurements.map(({ load }) => load))];
  const columns = loads.map(load => columnsOf(measurements, load));
  return [
    ...columns.map(describeLoad),
    `The bare client writes for ${bareConcurrency} sessions at once, its best here.\n`,
    describeGoals(columns.flatMap(goalsOf)),
  ].join('\n');
}

/** One column for each contender under a load, the operator's first. */
function columnsOf(measurements: Measurement[], load: string): Measurement[] {
  const under = measurements.filter(measured => measured.load === load);
  const names = [...new Set(under.map(({ contender }) => contender))];
  return names.map(name =>
    average(under.filter(({ contender }) => contender === name)),
  );
}

const NONE = '–';
const number = (value: number, digits: number) =>
  Number.isFinite(value) ? value.toFixed(digits) : NONE;

const ROWS: Array<[string, (column: Measurement) => string]> = [
  ['ready per second', ({ perSecond }) => number(perSecond, 1)],
  ['create → ready', ({ createToReady }) => times(createToReady)],
  ['create → last child', ({ createToLastChild }) => times(createToLastChild)],
  ['pod Ready → status', ({ podReadyToStatus }) => times(podReadyToStatus)],
  ['writes per session', ({ writes }) => number(sum(writes), 2)],
  ['reads per session', ({ reads }) => number(sum(reads), 2)],
  ['CPU, s', ({ cpuSeconds }) => number(cpuSeconds.contender, 2)],
  ['  load generator', ({ cpuSeconds }) => number(cpuSeconds.loadGenerator, 2)],
  ['  cluster', ({ cpuSeconds }) => number(cpuSeconds.cluster, 2)],
  ['memory, MiB', ({ memory }) => number(memory.resident, 0)],
  ['  peak', ({ memory }) => number(memory.peak, 0)],
];

/** Percentiles of durations, in milliseconds. */
export function times({ p50, p90, p99 }: Spread): string {
  return [p50, p90, p99].map(value => number(value, 0)).join(' / ');
}

function describeLoad(columns: Measurement[]): string {
  const [{ load, sessions }] = columns;
  const row = (title: string, cells: string[]) =>
    `  ${title.padEnd(22)}${cells.map(cell => cell.padStart(24)).join('')}`;
  return [
    `${load}: ${sessions} sessions; times in ms, p50 / p90 / p99`,
    row(
      '',
      columns.map(({ contender }) => contender),
    ),
    ...ROWS.map(([title, cell]) => row(title, columns.map(cell))),
    ...columns.map(describeWrites),
    '',
  ].join('\n');
}

function describeWrites({ contender, writes }: Measurement): string {
  const parts = Object.entries(writes)
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${number(count, 2)} ${what}`);
  return `  ${contender} writes: ${parts.join(', ') || NONE}`;
}

/** Goals, one a line. */
export function describeGoals(goals: Goal[]): string {
  const lines = goals.map(({ of, what, value, bound, met }) => {
    const [sign, limit] =
      'atLeast' in bound ? ['≥', bound.atLeast] : ['≤', bound.atMost];
    return `  ${met ? 'reached' : 'MISSED '}  ${of}: ${what} ${number(value, 2)} (${sign} ${limit})`;
  });
  return ['Goals', ...lines].join('\n');
}
