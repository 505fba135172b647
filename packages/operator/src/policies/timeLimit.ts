import { parseDuration } from '@backstage-vdi/plugin-vdi-common';
import type { Policy } from './policy';

/** The default of the VDISession's schema, for objects older than it. */
const DEFAULT_TIMEOUT = '8h';

/** A run has a longest time, counted from when its desktop could first be used. */
export const timeLimit: Policy = ({ session, startedAt }) =>
  startedAt === undefined
    ? undefined
    : {
        at: startedAt + parseDuration(session.spec.timeout ?? DEFAULT_TIMEOUT),
        reason: 'TimeLimit',
      };
