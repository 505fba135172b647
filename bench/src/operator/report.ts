import { figure, NONE } from '../figure';
import { describeGoals } from '../goal';
import { times } from '../spread';
import { average } from './average';
import type { Comparison } from './compare';
import { goalsOf, sum } from './goals';
import type { Measurement } from './measurement';

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

const ROWS: Array<[string, (column: Measurement) => string]> = [
  ['ready per second', ({ perSecond }) => figure(perSecond, 1)],
  ['create → ready', ({ createToReady }) => times(createToReady)],
  ['create → last child', ({ createToLastChild }) => times(createToLastChild)],
  ['pod Ready → status', ({ podReadyToStatus }) => times(podReadyToStatus)],
  ['writes per session', ({ writes }) => figure(sum(writes), 2)],
  ['reads per session', ({ reads }) => figure(sum(reads), 2)],
  ['CPU, s', ({ cpuSeconds }) => figure(cpuSeconds.contender, 2)],
  ['  load generator', ({ cpuSeconds }) => figure(cpuSeconds.loadGenerator, 2)],
  ['  cluster', ({ cpuSeconds }) => figure(cpuSeconds.cluster, 2)],
  ['memory, MiB', ({ memory }) => figure(memory.resident, 0)],
  ['  peak', ({ memory }) => figure(memory.peak, 0)],
];

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
    .map(([what, count]) => `${figure(count, 2)} ${what}`);
  return `  ${contender} writes: ${parts.join(', ') || NONE}`;
}
