import { figure } from './figure';

/** A figure and what it is to be. */
export interface Goal {
  /** What it is about: `burst-300, beside bare-client`. */
  of: string;
  what: string;
  value: number;
  /** The value it may not fall below, or not exceed. */
  bound: { atLeast: number } | { atMost: number };
  met: boolean;
}

/** Compares a figure with what it is to be. */
export function goal(
  of: string,
  what: string,
  value: number,
  bound: Goal['bound'],
): Goal {
  const met =
    'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
  return { of, what, value, bound, met };
}

/** Goals, one a line. */
export function describeGoals(goals: Goal[]): string {
  const lines = goals.map(({ of, what, value, bound, met }) => {
    const [sign, limit] =
      'atLeast' in bound ? ['≥', bound.atLeast] : ['≤', bound.atMost];
    return `  ${met ? 'reached' : 'MISSED '}  ${of}: ${what} ${figure(value, 2)} (${sign} ${limit})`;
  });
  return ['Goals', ...lines].join('\n');
}
