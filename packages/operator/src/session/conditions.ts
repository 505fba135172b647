import { toUSVString } from 'node:util';
import type { Status } from './view';

/** A condition of a session: what is so, why, and since when. */
export type Condition = NonNullable<Status['conditions']>[number];

/** A condition before it is known since when it is so. */
export type Finding = Omit<Condition, 'lastTransitionTime'>;

/** The longest message that the VDISession's schema takes; a scheduler may have more to say. */
const MESSAGE_LENGTH = 4096;

/** Makes a finding. */
export const finding = (
  type: string,
  status: boolean | undefined,
  reason: string,
  message: string,
): Finding => ({
  type,
  status: toText(status),
  reason,
  // The API server stores no half characters: what was cut in one would be told again and again.
  message: toUSVString(message.slice(0, MESSAGE_LENGTH)),
});

function toText(status: boolean | undefined): Condition['status'] {
  if (status === undefined) return 'Unknown';
  return status ? 'True' : 'False';
}

/**
 * Conditions from findings: `lastTransitionTime` changes with `status` only.
 *
 * @param now - RFC 3339
 */
export function setConditions(
  present: readonly Condition[] | undefined,
  findings: readonly Finding[],
  now: string,
): Condition[] {
  return findings.map(found => {
    const before = present?.find(({ type }) => type === found.type);
    const lastTransitionTime =
      before?.status === found.status ? before.lastTransitionTime : now;
    return { ...found, lastTransitionTime };
  });
}
