import type { End, Policy, PolicyInput } from './policy';
import { timeLimit } from './timeLimit';
import { turnedOff } from './turnedOff';

const POLICIES: Policy[] = [turnedOff, timeLimit];

/** A desktop has one clock: the earliest end that any policy sets. */
export function nextEnd(input: PolicyInput): End | undefined {
  return POLICIES.map(policy => policy(input))
    .filter(end => end !== undefined)
    .reduce<End | undefined>(
      (first, end) => (first && first.at <= end.at ? first : end),
      undefined,
    );
}
