import { describeGoals, type Goal, goal } from '../goal';
import { times } from '../spread';
import { sum } from './goals';
import type { Measurement } from './measurement';
import type { AtWork, ScaleResult } from './scale';

/** What an operator with very many sessions is to reach. */
function goalsOfScale({
  sessions,
  rest,
  atWork: { empty, beside },
}: ScaleResult): Goal[] {
  const ratio =
    beside.operator.createToReady.p50 / empty.operator.createToReady.p50;
  const atMost = (what: string, value: number, limit: number) =>
    goal(`${sessions} sessions`, what, value, { atMost: limit });
  return [
    atMost('resident memory, MiB', rest.residentMiB, 160),
    atMost('writes at rest', sum(rest.writes), 0),
    atMost('CPU at rest, % of a core', rest.cpuShare * 100, 1),
    atMost('create → running p50, ratio to an empty cluster', ratio, 1.3),
  ];
}

const row = (title: string, value: string) =>
  `  ${title.padEnd(34)}${value.padStart(20)}`;

/** The result as a table for people, and what is to be reached. */
export function describeScale(result: ScaleResult): string {
  const { start, rest, atWork } = result;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  return [
    `${result.sessions} sessions in ${result.namespaces} namespaces`,
    row('made per second', result.madePerSecond.toFixed(1)),
    row('start until everything is read', seconds(start.syncedMs)),
    row('start until each was looked at', seconds(start.firstPassMs)),
    row('CPU until then', `${start.cpuSeconds.toFixed(2)} s`),
    row('peak memory until then', `${start.peakMiB.toFixed(0)} MiB`),
    row('memory at rest', `${rest.residentMiB.toFixed(0)} MiB`),
    row(
      `CPU in ${rest.seconds} s of rest`,
      `${(rest.cpuShare * 100).toFixed(2)} %`,
    ),
    row(`writes in ${rest.seconds} s of rest`, String(sum(rest.writes))),
    row(`reads in ${rest.seconds} s of rest`, String(sum(rest.reads))),
    '',
    ...describeAtWork('in the empty cluster', atWork.empty),
    ...describeAtWork('beside the others', atWork.beside),
    '',
    describeGoals(goalsOfScale(result)),
  ].join('\n');
}

function describeAtWork(where: string, contenders: AtWork): string[] {
  return Object.values(contenders).flatMap((measured: Measurement) => [
    `  new sessions ${where}, ${measured.contender}: ms, p50 / p90 / p99`,
    row('  create → running', times(measured.createToReady)),
    row('  create → last child', times(measured.createToLastChild)),
    row('  pod Ready → status', times(measured.podReadyToStatus)),
  ]);
}
