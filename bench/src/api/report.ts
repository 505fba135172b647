import { figure } from '../figure';
import { describeGoals } from '../goal';
import { times } from '../spread';
import { goalsOf } from './goals';
import type { ApiResult, Measured } from './measureApi';

const COLUMNS: [title: string, width: number][] = [
  ['route', 11],
  ['per second', 12],
  ['p50 / p90 / p99, ms', 30],
  ['p50 to bare', 13],
  ['p99 to bare', 13],
  ['CPU, ms', 9],
  ['to bare', 9],
  ['decisions', 11],
];

/** The result as tables for people, and what is to be reached. */
export function describeApi({ options, measured, residentMiB }: ApiResult) {
  const { sessions, users, clients } = options;
  return [
    `${sessions} sessions of ${users} users; ${clients} clients`,
    '',
    ...(['open', 'closed'] as const).flatMap(load => [
      load === 'open'
        ? 'Asked evenly, whatever becomes of it'
        : 'Asked again as soon as it is answered',
      line(COLUMNS.map(([title]) => title)),
      ...rows(measured.filter(it => it.load === load)),
      '',
    ]),
    `Memory of the portal: ${figure(residentMiB, 0)} MiB`,
    '',
    describeGoals(goalsOf(measured)),
  ].join('\n');
}

function rows(measured: Measured[]): string[] {
  const bare = measured.find(({ route }) => route === 'signed-in');
  const ratio = (read: (it: Measured) => number, it: Measured) =>
    figure(bare ? read(it) / read(bare) : NaN, 2);
  return measured.map(it => {
    // The API server's, which asks no portal.
    const isPortals = it.route !== 'POST';
    return line([
      it.route,
      figure(it.perSecond, 0),
      times(it.took, 1),
      ratio(({ took }) => took.p50, it),
      ratio(({ took }) => took.p99, it),
      figure(isPortals ? it.cpuMs : NaN, 2),
      isPortals ? ratio(({ cpuMs }) => cpuMs, it) : figure(NaN, 0),
      figure(it.decisions, 2),
    ]);
  });
}

function line(cells: string[]): string {
  return `  ${cells
    .map((cell, n) =>
      n === 0 ? cell.padEnd(COLUMNS[n][1]) : cell.padStart(COLUMNS[n][1]),
    )
    .join('')}`;
}
