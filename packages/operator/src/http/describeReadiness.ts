import type { OperatorHealth } from '../operatorHealth';

/** Whether something is so, and what there is to say about it. */
export interface Verdict {
  ok: boolean;
  /** For people, without a line's end. */
  words: string;
}

/** Whether an operator has read everything: whether it works, or could at once. */
export function describeReadiness(health: OperatorHealth): Verdict {
  const { synced, stopping, isLeader, leader, watches } = health;
  if (stopping) return { ok: false, words: 'stopping' };
  if (synced) {
    return { ok: true, words: isLeader ? 'ok, working' : standingBy(leader) };
  }
  const missing = Object.entries(watches)
    .filter(([, watch]) => !watch.synced)
    .map(([resource, { state, error }]) => {
      const why = error === undefined ? '' : `: ${error}`;
      return `${resource} (${state}${why})`;
    });
  return { ok: false, words: `not read yet: ${missing.join(', ')}` };
}

function standingBy(leader: string | undefined): string {
  return leader ? `ok, standing by for ${leader}` : 'ok, standing by';
}
