import type { ActivityFacts } from '../runtimes/definition';
import { metricValue } from './metricValue';

/** What a desktop answered. */
export interface Sample {
  /** How many are connected; for a counter, a number that grows while somebody is. */
  value: number;
  /** For how long nobody has been connected, where it knows. Means nothing while somebody is. Milliseconds. */
  idleMs?: number;
}

/**
 * Reads a desktop's answer; `undefined` where it cannot be understood. Pure. A desktop is hostile, but it can only harm itself: whatever
 * it says, its own time limit holds.
 */
export function readSample(
  body: string,
  { format, name }: Pick<ActivityFacts, 'format' | 'name'>,
): Sample | undefined {
  if (format === 'json') return readJson(body, name);
  const value = metricValue(body, name);
  return value === undefined ? undefined : { value };
}

function readJson(body: string, name: string): Sample | undefined {
  const answer = parse(body);
  const found =
    answer && Object.hasOwn(answer, name) ? answer[name] : undefined;
  const value = Array.isArray(found) ? found.length : found;
  if (!isAmount(value)) return undefined;
  const { idleSeconds } = answer ?? {};
  if (idleSeconds === undefined) return { value };
  return isAmount(idleSeconds)
    ? { value, idleMs: idleSeconds * 1_000 }
    : undefined;
}

function parse(body: string): Record<string, unknown> | undefined {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null
      ? (answer as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && value >= 0;
}
