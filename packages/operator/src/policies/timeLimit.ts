import { formatDuration } from '@backstage-vdi/plugin-vdi-common';
import type { Policy } from './policy';

/**
 * A run has a longest time, counted from when its desktop could first be used. One that cannot be used takes up its node all the
 * same, and perhaps a GPU: until it can, its time counts from when it got the node.
 */
export const timeLimit: Policy = ({ terms, startedAt, heldSince }) => {
  const since = startedAt ?? heldSince;
  const { timeoutMs, timeoutOf } = terms;
  return since === undefined
    ? undefined
    : {
        at: since + timeoutMs,
        reason: 'TimeLimit',
        why: `the ${formatDuration(timeoutMs)} limit of this ${timeoutOf}`,
        whole: timeoutMs,
      };
};
