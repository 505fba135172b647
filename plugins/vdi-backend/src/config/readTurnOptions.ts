import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseDuration } from '@backstage-vdi/plugin-vdi-common';

/** The relay of WebRTC desktops, and how they get credentials of it. */
export interface TurnOptions {
  /** Shared with the relay. */
  secret: string;
  /** The relay's addresses. */
  uris: readonly string[];
  /** How long credentials are taken for a new connection, in seconds. */
  ttl: number;
  /** What a session's key for the service is derived from. The first is that of new desktops; those that run may have another. */
  keys: readonly [string, ...string[]];
  /** Where desktops reach the service. */
  service: string;
}

/** Selkies 1.6 finds no host and no port in anything else: not in an IPv6 address, and not where the port is left out. */
const URI = /^turns?:[A-Za-z0-9.-]+:\d{1,5}(\?transport=(udp|tcp))?$/;

/** Whoever has credentials can try out secrets on them, as quickly as they like. */
const SECRET = /^\S{32,}$/;

/** Desktops ask every minute. Seconds. */
const SHORTEST_TTL = 120;

/** As long as it takes to open a desktop once more after its page was loaded. */
const DEFAULT_TTL = '10m';

/**
 * Reads `vdi.turn`. `undefined` where there is none.
 *
 * @throws InputError naming the setting, but no secret, when one is not what it must be.
 */
export function readTurnOptions(root: Config): TurnOptions | undefined {
  if (!root.has('vdi.turn')) return undefined;
  const secretOf = (name: string, value: string | undefined) => {
    if (value !== undefined && SECRET.test(value)) return value;
    throw new InputError(
      `vdi.turn.${name} must be a secret of 32 characters or more, without spaces.`,
    );
  };
  const [key, ...earlier] = textsOf(root, 'vdi.turn.key');
  return {
    secret: secretOf('secret', root.getOptionalString('vdi.turn.secret')),
    uris: readUris(root),
    ttl: readTtl(root),
    keys: [secretOf('key', key), ...earlier.map(it => secretOf('key', it))],
    service: readService(root),
  };
}

function readUris(root: Config): string[] {
  const uris = root.getOptionalStringArray('vdi.turn.uris') ?? [];
  const wrong = uris.find(uri => !URI.test(uri));
  if (uris.length && wrong === undefined) return uris;
  const found = wrong === undefined ? 'is empty' : `has "${wrong}"`;
  throw new InputError(
    `vdi.turn.uris ${found}. It must have the addresses of the relay, each turn: or turns:, a host name or an IPv4 address, and a port, such as turn:turn.example.com:3478?transport=udp.`,
  );
}

function readTtl(root: Config): number {
  const text = root.getOptionalString('vdi.turn.ttl') ?? DEFAULT_TTL;
  const seconds = secondsOf(text);
  if (seconds >= SHORTEST_TTL) return seconds;
  throw new InputError(
    `vdi.turn.ttl is "${text}" and must be a duration of two minutes or more, such as 10m.`,
  );
}

function readService(root: Config): string {
  const service = root.getOptionalString('vdi.turn.service');
  const baseUrl = root.getOptionalString('backend.baseUrl');
  if (service) return service;
  if (baseUrl) return `${baseUrl}/api/vdi/turn`;
  throw new InputError(
    'vdi.turn.service is missing, and so is backend.baseUrl: name the address at which desktops reach /api/vdi/turn of the portal.',
  );
}

/** A text or a list of these. */
function textsOf(root: Config, key: string): string[] {
  return Array.isArray(root.getOptional(key))
    ? root.getStringArray(key)
    : [root.getOptionalString(key) ?? ''];
}

/** NaN where it is no duration. */
function secondsOf(duration: string): number {
  try {
    return Math.floor(parseDuration(duration) / 1_000);
  } catch {
    return NaN;
  }
}
