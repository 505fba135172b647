import { type Goal, goal } from '../goal';
import type { Measured } from './measureApi';
import type { Route } from './routes';

/** The longest that one request in a hundred may take, in milliseconds. */
const SLOWEST: Partial<Record<Route, number>> = {
  mine: 25,
  visible: 50,
  all: 50,
  one: 15,
};

/** What a portal may take for a creation beside what the API server takes, in milliseconds. */
const CREATE_MS = 100;

/** Routes of the session API: each has to know once what the caller may do. */
const OF_SESSIONS: readonly Route[] = [
  'mine',
  'visible',
  'all',
  'one',
  'create',
];

/** What the session API is to reach, in the load that does not wait for answers. */
export function goalsOf(measured: Measured[]): Goal[] {
  const open = measured.filter(({ load }) => load === 'open');
  const p99 = (route: Route) =>
    open.find(it => it.route === route)?.took.p99 ?? NaN;
  return [
    ...open.flatMap(({ route, took }) => {
      const limit = SLOWEST[route];
      return limit === undefined
        ? []
        : [goal(route, 'p99, ms', took.p99, { atMost: limit })];
    }),
    goal(
      'create',
      "p99 over the API server's own, ms",
      p99('create') - p99('POST'),
      {
        atMost: CREATE_MS,
      },
    ),
    ...measured
      .filter(({ route }) => OF_SESSIONS.includes(route))
      .map(({ route, load, decisions }) =>
        goal(`${route}, ${load}`, 'permission decisions', decisions, {
          atMost: 1,
        }),
      ),
  ];
}
