import { describeGoals } from '../goal';
import type { ImageResult, Usual } from './evaluate';
import { goalsOfClick } from './goals';
import { type Exchange, EXCHANGES } from './latency';
import { MOMENTS, type Moment } from './way';

const TITLES: Record<Moment, string> = {
  replied: 'request replied',
  made: "operator's children made",
  scheduled: 'pod scheduled',
  started: 'container started',
  ready: 'pod Ready',
  routed: 'routed: status Running',
  offered: 'page offers it',
  loaded: 'page of the desktop loaded',
  shown: 'first frame',
};

const EXCHANGE_TITLES: Record<Exchange, string> = {
  echo: 'WebSocket echo',
  picture: 'whole picture',
  key: 'key → picture',
};

const row = (title: string, ...cells: string[]) =>
  `  ${title.padEnd(32)}${cells.map(cell => cell.padStart(12)).join('')}`;

const times = ({ p50, p95 }: Usual, digits = 0) =>
  [p50, p95].map(value => value.toFixed(digits));

/** The results as tables for people, and what is to be reached. */
export function describeClicks(results: ImageResult[]): string {
  return [
    ...results.map(describeImage),
    describeGoals(results.flatMap(goalsOfClick)),
  ].join('\n');
}

function describeImage(result: ImageResult): string {
  const { image, clicks, stages, podReady, firstFrame, operator } = result;
  const { rest, latency } = result;
  return [
    `${image}: ${clicks} clicks; times in ms`,
    row('', 'p50', 'p95'),
    ...MOMENTS.map(moment => row(TITLES[moment], ...times(stages[moment]))),
    row('click → pod Ready', ...times(podReady)),
    row('click → first frame', ...times(firstFrame)),
    row('  of it operator and route', ...times(operator)),
    '',
    row(
      `CPU in ${rest.seconds} s of rest`,
      `${(rest.cpuShare * 100).toFixed(2)} %`,
    ),
    row('memory at rest', `${rest.megabytes.toFixed(0)} MB`),
    '',
    row('', 'p50', 'p95', 'mean', 'ratio', 'times'),
    ...EXCHANGES.flatMap(exchange => {
      const { direct, traefik, ratio, times: count } = latency[exchange];
      const title = EXCHANGE_TITLES[exchange];
      return [
        row(`${title}, direct`, ...times(direct, 2), direct.mean.toFixed(2)),
        row(
          `${title}, Traefik`,
          ...times(traefik, 2),
          traefik.mean.toFixed(2),
          `${ratio.value.toFixed(2)} ± ${ratio.margin.toFixed(2)}`,
          String(count),
        ),
      ];
    }),
    '',
  ].join('\n');
}
