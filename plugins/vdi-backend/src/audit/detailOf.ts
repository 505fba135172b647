import {
  canonicalOwner,
  formatBytes,
  formatDuration,
  readDuration,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from '../service/identity';
import { ownersOf } from '../service/ownership';
import type { AuditDeed } from '../timeline/AuditTrail';
import { personName } from '../timeline/personName';

/** A deed that was done. */
export interface Done {
  caller: Caller;
  /** The desktop as it was; absent where there was none. */
  before?: SessionView;
  /** As it is now; absent where it is being deleted. */
  after?: SessionView;
}

/** What there is to say of a deed beyond its name, in whole sentences; `undefined` where that is nothing. Pure. */
export function detailOf(
  deed: AuditDeed,
  { caller, before, after }: Done,
): string | undefined {
  if (!after) return undefined;
  if (deed === 'create') return describeOwner(caller, after);
  if (!before) return undefined;
  if (deed === 'extend') return describeExtension(before, after);
  if (deed === 'update') return describeUpdate(before, after);
  return undefined;
}

const inWords = (duration: string | undefined) =>
  formatDuration(readDuration(duration) ?? 0);

function describeOwner(
  caller: Caller,
  { owner }: SessionView,
): string | undefined {
  return ownersOf(caller).includes(canonicalOwner(owner))
    ? undefined
    : `For ${personName(owner.userRef ?? owner.user)}.`;
}

function describeExtension(before: SessionView, after: SessionView): string {
  const added =
    (readDuration(after.timeout) ?? 0) - (readDuration(before.timeout) ?? 0);
  return added > 0
    ? `By ${formatDuration(added)}.`
    : 'Kept, which counts as being connected.';
}

function describeUpdate(
  before: SessionView,
  after: SessionView,
): string | undefined {
  const sentences: Partial<Record<keyof SessionView, string>> = {
    title: `It is called "${after.title}" now.`,
    timeout: `It may run for ${inWords(after.timeout)}.`,
    idleTimeout: `It stops when nobody was connected for ${inWords(after.idleTimeout)}.`,
    homeSize: `Its home volume is to have ${formatBytes(after.homeSize ?? 0)}.`,
  };
  const changed = (Object.keys(sentences) as (keyof SessionView)[]).filter(
    field => after[field] !== before[field],
  );
  return changed.map(field => sentences[field]).join(' ') || undefined;
}
