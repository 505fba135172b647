import type { MainJobResult } from './mainJob';

const ms = (value: number) => `${value.toFixed(1)} ms`;

function writes(counts: Record<string, number>): string {
  const entries = Object.entries(counts);
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const details = entries.map(([what, count]) => `${count} ${what}`).join(', ');
  return details ? `${total}: ${details}` : '0';
}

/** The result as a table for people. */
export function describeMainJob(result: MainJobResult): string {
  const { operator, bareClient, ratio, writesPerSession, atRest } = result;
  const row = (title: string, ...cells: string[]) =>
    `  ${title.padEnd(22)}${cells.map(cell => cell.padStart(12)).join('')}`;
  return [
    `Session created → last child created, ${result.sessions} sessions one after the other`,
    row('', 'p50', 'p99'),
    row('operator', ms(operator.p50), ms(operator.p99)),
    row('bare client', ms(bareClient.p50), ms(bareClient.p99)),
    row('ratio', ratio.p50.toFixed(2), ratio.p99.toFixed(2)),
    '',
    'Own writes of the operator',
    `  made by the API        ${writes(writesPerSession.madeByApi)}`,
    `  made by kubectl        ${writes(writesPerSession.madeByKubectl)}`,
    `  deleted                ${writes(writesPerSession.deleted)}`,
    `  ${String(atRest.seconds).padStart(3)} s at rest          ${writes(atRest.writes)}`,
    '',
    `Resident memory at rest  ${atRest.residentMiB.toFixed(0)} MiB`,
  ].join('\n');
}
