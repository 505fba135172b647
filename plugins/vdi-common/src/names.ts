import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
const HASH_LENGTH = 10;
const READABLE_LENGTH = 24;

/** The longest name that is a DNS label, a Service name and a label value at once (RFC 1035, RFC 1123). */
const LABEL_LENGTH = 63;

/** Room that is kept in a child's name for what is appended to it, such as `-home`. */
const SUFFIX_LENGTH = 8;

/** First 50 bits of SHA-256 in lower-case base32: ten characters of `[a-z2-7]`. */
function hash(...parts: string[]): string {
  const digest = sha256(utf8ToBytes(parts.join('\0')));
  let bits = 0;
  let value = 0;
  let text = '';
  for (const byte of digest) {
    value = value * 256 + byte;
    bits += 8;
    while (bits >= 5 && text.length < HASH_LENGTH) {
      bits -= 5;
      text += BASE32[Math.floor(value / 2 ** bits)];
      value %= 2 ** bits;
    }
  }
  return text;
}

/** What is left of any text in the letters, digits and single hyphens of a DNS label; nothing of one in another script. */
function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** What is left of any text as a part of a DNS label that starts with a letter: for people, not for telling apart. */
export function readable(text: string, maxLength: number): string {
  const left = slug(text);
  const started = /^[a-z]/.test(left) ? left : `u-${left}`;
  return started.slice(0, maxLength).replace(/-+$/, '');
}

/** What {@link canonicalOwner} needs of a session. */
export interface OwnedBy {
  /** Entity ref such as `user:default/alice`. */
  userRef?: string;
  /** E-mail address. */
  user: string;
}

/**
 * One spelling of a desktop's owner: the entity ref where there is one, else the e-mail address. Backstage compares refs
 * without regard to case, and so does this.
 */
export function canonicalOwner({ userRef, user }: OwnedBy): string {
  return (userRef ?? `email:${user}`).normalize('NFC').toLowerCase();
}

/** What {@link hostName} needs beside whose desktop it is. */
export interface HostNameOptions {
  /** Domain that desktops get their host names below. */
  domain: string;
  /**
   * Pattern of a plain label: letters, digits, hyphens, and `{user}` and `{name}` for the owner's and the session's name. Default: the
   * hashed form, which alone is different for everybody.
   */
  label?: string;
}

/**
 * Host name of a desktop: `<readable, at most 24>-<10 base32 of SHA-256(owner, session)>.<domain>`.
 *
 * The same session of the same owner keeps it, nobody else ever gets it, and each desktop is an origin of its own: two
 * desktops of one person cannot read each other's storage.
 *
 * A plain label promises none of that: who gives out hosts has to see that no two desktops have one. Where nothing of a name can be
 * written in a plain label, as of one in another script, the host is the hashed one.
 *
 * @param session - namespace and name of the VDISession
 */
export function hostName(
  owner: OwnedBy,
  session: { namespace: string; name: string },
  { domain, label }: HostNameOptions,
): string {
  const canonical = canonicalOwner(owner);
  const user = canonical.replace(/^.*[:/]/, '').replace(/@.*$/, '');
  const plain =
    label === undefined
      ? undefined
      : plainLabel(label, { user, name: session.name });
  return `${plain ?? hashedLabel(user, canonical, session)}.${domain}`;
}

function hashedLabel(
  user: string,
  canonical: string,
  { namespace, name }: { namespace: string; name: string },
): string {
  const digest = hash('vdi-host-v1', canonical, namespace, name);
  return `${readable(user, READABLE_LENGTH)}-${digest}`;
}

/** The label of a pattern; `undefined` where nothing is left of a name in it. */
function plainLabel(
  pattern: string,
  names: { user: string; name: string },
): string | undefined {
  const parts = pattern
    .split(/\{(user|name)\}/)
    .map((part, index) =>
      index % 2 ? slug(names[part as keyof typeof names]) : part,
    );
  const complete = parts.every((part, index) => index % 2 === 0 || part);
  return complete ? readable(parts.join(''), LABEL_LENGTH) : undefined;
}

/**
 * Name of a session's Pod, Service and route, and value of its label: the session's own name where that is short
 * enough and a Service may be called so, else a shortened one with a hash. A session's name may have 253 characters,
 * dots and a leading digit; a Service's may not.
 */
export function childName(sessionName: string): string {
  const room = LABEL_LENGTH - SUFFIX_LENGTH;
  // A name that ends like a hash could be the shortened name of another session.
  const plain =
    sessionName.length <= room &&
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(sessionName) &&
    !/-[a-z2-7]{10}$/.test(sessionName);
  return plain
    ? sessionName
    : `${readable(sessionName, room - HASH_LENGTH - 1)}-${hash('vdi-child-v1', sessionName)}`;
}

/** What the name of a home volume claim ends with. */
export const HOME_SUFFIX = '-home';

/** Name of a session's home volume claim. It may outlive the session. */
export function homeName(sessionName: string): string {
  return `${childName(sessionName)}${HOME_SUFFIX}`;
}
