import { isIP } from 'node:net';
import { parseDuration } from '@backstage-vdi/plugin-vdi-common';

/** A setting has a value that cannot be used, or is not known; the message names it. */
export class SettingsError extends Error {
  readonly name = 'SettingsError';
  readonly code = 'VDI_SETTINGS';
}

/** How one setting is read. */
export interface Definition<T> {
  /** The environment variable that wins over the file. */
  env: string;
  /** Reads what a person wrote; throws with what is wanted instead. */
  read: (text: string) => T;
  fallback: T;
  /** Whether its value has no place in a message or a log. */
  secret?: boolean;
}

/** How each setting of `S` is read. */
export type Definitions<S> = {
  [K in keyof Required<S>]: Definition<S[K]>;
};

/** Where settings come from. */
export interface SettingsSources {
  env?: Record<string, string | undefined>;
  /** What `readSettingsFile` gave. */
  file?: Record<string, unknown>;
}

/** A text of this shape; `what` says it in words. */
export const matching = (pattern: RegExp, what: string) => (text: string) => {
  if (!pattern.test(text)) throw new Error(what);
  return text;
};

/** Of 253 characters that a host name may have, one label of 63 and a dot are the desktop's. */
const DOMAIN =
  /^(?=.{1,189}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** A domain that host names are made below. */
export const domainName = (text: string) => {
  // To a browser what ends with a number is an address, whatever is before it.
  if (!DOMAIN.test(text) || !URL.canParse(`https://desktop.${text}`)) {
    throw new Error(
      'a domain such as vdi.example.com, of 189 characters at most and 63 between dots',
    );
  }
  return text;
};

/** A whole number between two. */
export const wholeNumber = (from: number, to: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new Error(`a whole number from ${from} to ${to}`);
  }
  return value;
};

/** A duration in Go's syntax, as milliseconds. */
export const duration = (text: string) => {
  try {
    return parseDuration(text);
  } catch {
    throw new Error('a duration such as 90s, 15m or 1h30m');
  }
};

/** How often something is done, as milliseconds. */
export const interval = (text: string) => {
  const value = duration(text);
  if (value < 1_000) throw new Error('a duration of a second or more');
  return value;
};

/** One of some words. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (text: string) => {
    const found = words.find(word => word === text);
    if (!found) throw new Error(`one of ${words.join(', ')}`);
    return found;
  };

/** Some of these, divided by commas. */
export const listOf =
  <T>(read: (text: string) => T) =>
  (text: string): readonly T[] =>
    text.split(',').map(part => read(part.trim()));

/** `true` or `false`. */
export const yesOrNo = (text: string) => {
  if (text !== 'true' && text !== 'false') throw new Error('true or false');
  return text === 'true';
};

/** Where a server is reached over TLS: `https://`, a host and perhaps a port, as an origin. */
export const httpsOrigin = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    throw new Error('an address such as https://traefik.traefik.svc:443');
  }
  return url.origin;
};

/** Where a service is reached over HTTP, without a slash at its end. */
export const serviceUrl = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (
    !url ||
    !['http:', 'https:'].includes(url.protocol) ||
    url.href !== `${url.origin}${url.pathname}`
  ) {
    throw new Error(
      'an address such as https://portal.example.com/api/vdi/turn, without a query',
    );
  }
  return url.href.replace(/\/+$/, '');
};

/** An address of the machine. */
export const ipAddress = (text: string) => {
  if (!isIP(text)) throw new Error('an IP address such as 127.0.0.1');
  return text;
};

/** A setting that may be absent. */
export const optional = <T>(definition: Omit<Definition<T>, 'fallback'>) => ({
  ...definition,
  fallback: undefined,
});

/**
 * Reads settings: environment before file before default.
 *
 * @throws SettingsError naming the setting when one cannot be used or is not known.
 */
export function readDefined<S extends object>(
  definitions: Definitions<S>,
  { env = {}, file = {} }: SettingsSources,
): S {
  refuseUnknown(file, Object.keys(definitions));
  const read = <T>(key: string, definition: Definition<T>): T => {
    // An empty variable is an unset one: Helm charts and shells write those.
    const fromEnv = env[definition.env] || undefined;
    const text = fromEnv ?? textOf(file[key], key);
    if (text === undefined) return definition.fallback;
    try {
      return definition.read(text.trim());
    } catch (error) {
      const name = fromEnv === undefined ? key : definition.env;
      const found = definition.secret ? '' : ` is "${text}" and`;
      throw new SettingsError(
        `${name}${found} must be ${(error as Error).message}.`,
      );
    }
  };
  return Object.fromEntries(
    Object.entries<Definition<unknown>>(definitions).map(
      ([key, definition]) => [key, read(key, definition)],
    ),
  ) as S;
}

function refuseUnknown(file: object, known: string[]): void {
  const unknown = Object.keys(file).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new SettingsError(
      `"${unknown}" in the settings file is not a setting. There are: ${known.join(', ')}.`,
    );
  }
}

function textOf(value: unknown, key: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (['string', 'number', 'boolean'].includes(typeof value)) return `${value}`;
  throw new SettingsError(`${key} must be a text, a number, true or false.`);
}
