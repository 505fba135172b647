import { type Goal, goal } from '../goal';
import type { Measurement } from './measurement';

/** Children and status: what a desktop takes. */
const WRITES = 5;

/** What the operator is to reach under one load, given all contenders' figures; the operator's first. */
export function goalsOf([operator, ...others]: Measurement[]): Goal[] {
  const { load } = operator;
  const writes = sum(operator.writes);
  const goals = [goal(load, 'writes per session', writes, { atMost: WRITES })];
  if (load.startsWith('burst')) {
    for (const other of others) {
      const of = `${load}, beside ${other.contender}`;
      const bare = other.contender === 'bare-client';
      goals.push(
        goal(of, 'throughput, ratio', operator.perSecond / other.perSecond, {
          atLeast: bare ? 0.85 : 1.25,
        }),
        goal(
          of,
          'create → ready p50, ratio',
          operator.createToReady.p50 / other.createToReady.p50,
          { atMost: bare ? 1.2 : 0.55 },
        ),
      );
    }
  } else {
    for (const [what, { p50, p99 }] of [
      ['create → last child', operator.createToLastChild],
      ['pod Ready → status', operator.podReadyToStatus],
    ] as const) {
      goals.push(
        goal(load, `${what} p50, ms`, p50, { atMost: 20 }),
        goal(load, `${what} p99, ms`, p99, { atMost: 100 }),
      );
    }
  }
  return goals;
}

/** All of them together. */
export function sum(counts: Record<string, number>): number {
  const total = Object.values(counts).reduce((all, count) => all + count, 0);
  // Counts are divided by sessions: what is a whole number is said as one.
  return Math.round(total * 1e6) / 1e6;
}
