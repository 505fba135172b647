import { hmac } from '@noble/hashes/hmac';
import { sha1 } from '@noble/hashes/legacy';
import { sha256 } from '@noble/hashes/sha2';
import { utf8ToBytes } from '@noble/hashes/utils';

/** Half of SHA-256: enough that no two sessions share a quota, and short in a relay's log. */
const USER_BYTES = 16;

/** What {@link turnCredentials} mints from. */
export interface TurnGrant {
  /** The secret that the portal shares with the relay, and with nobody else. */
  secret: string;
  /** Who uses the relay, for its quota and its log. */
  user: string;
  ttlSeconds: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/** Credentials of a TURN server. */
export interface TurnCredentials {
  username: string;
  password: string;
}

/**
 * What a desktop shows to get credentials of the relay for its own session: HMAC-SHA-256 of the session's UID, 43 characters of base64url.
 * Whoever has it can mint for that session only, while it runs.
 *
 * @param key - shared by the operator, which gives it to the desktop, and the portal, which checks it
 */
export function turnToken(key: string, sessionUid: string): string {
  return base64(derive(key, 'vdi-turn-token-v1', sessionUid))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** What a relay knows a session's desktop and its browsers by: no name of a person, and no UID to ask the cluster for. */
export function turnUser(sessionUid: string): string {
  const digest = sha256(utf8ToBytes(`vdi-turn-user-v1\0${sessionUid}`));
  return [...digest.slice(0, USER_BYTES)]
    .map(byte => byte.toString(16).padStart(2, '0'))
    .join('');
}

/**
 * Credentials that a TURN server with the same secret takes until they expire, without having heard of them: the user name is
 * `<expiry in seconds since the epoch>:<user>`, the password its HMAC-SHA-1 in base64.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-uberti-behave-turn-rest-00
 */
export function turnCredentials({
  secret,
  user,
  ttlSeconds,
  now,
}: TurnGrant): TurnCredentials {
  const username = `${Math.floor(now / 1000) + ttlSeconds}:${user}`;
  const mac = hmac(sha1, utf8ToBytes(secret), utf8ToBytes(username));
  return { username, password: base64(mac) };
}

/** A key's answer for one purpose: the same key may serve others. */
function derive(key: string, purpose: string, text: string): Uint8Array {
  return hmac(sha256, utf8ToBytes(key), utf8ToBytes(`${purpose}\0${text}`));
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}
