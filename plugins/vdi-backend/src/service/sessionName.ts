import { createHash } from 'node:crypto';
import {
  canonicalOwner,
  readable,
  type OwnedBy,
} from '@backstage-vdi/plugin-vdi-common';

const OWNER_LENGTH = 16;
const TEMPLATE_LENGTH = 20;
/** Of 64 bits: no two of one person's keys meet. */
const KEY_LENGTH = 16;

/**
 * Name of an owner's nth session of a template: `alice-blender-1`, a DNS label of at most 50 characters for n < 100,000.
 *
 * Two owners never share one: a deleted session's home is kept under its name, and the next session of that name gets it
 * back. Therefore owners whose own name does not tell them apart (another namespace, dashes, dots, long or non-Latin
 * names) carry a part of a hash: `alice-smith-3fa9c1-blender-1`.
 */
export function sessionName(
  owner: OwnedBy,
  template: string,
  n: number,
): string {
  const kind = template
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, TEMPLATE_LENGTH)
    .replace(/^-+|-+$/g, '');
  return `${ownerPart(canonicalOwner(owner))}-${kind}-${n}`;
}

/**
 * Name of the session that a request with an `Idempotency-Key` makes: `alice-3fa9c15b0e7d2486`. It follows from who asks and from the key,
 * and from nothing else that is asked, so that Kubernetes has one at most, and its kept home is there again for the same key.
 *
 * @param key - of the request's mark
 */
export function keyedSessionName(caller: OwnedBy, key: string): string {
  return `${ownerPart(canonicalOwner(caller))}-${key.slice(0, KEY_LENGTH)}`;
}

function ownerPart(canonical: string): string {
  const plain = /^user:default\/([a-z][a-z0-9]*)$/.exec(canonical)?.[1];
  if (plain && plain.length <= OWNER_LENGTH) return plain;
  const person = canonical.replace(/^.*[:/]/, '').replace(/@.*$/, '');
  const hash = createHash('sha256').update(canonical).digest('hex').slice(0, 6);
  return `${readable(person, OWNER_LENGTH)}-${hash}`;
}

/** The name with the smallest number that is not taken. */
export function freeSessionName(
  owner: OwnedBy,
  template: string,
  isTaken: (name: string) => boolean,
): string {
  let n = 1;
  while (isTaken(sessionName(owner, template, n))) n += 1;
  return sessionName(owner, template, n);
}
