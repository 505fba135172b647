import {
  formatDuration,
  parseDuration,
} from '@backstage-vdi/plugin-vdi-common';

/** What an administrator decides about all desktops of an operator. */
export interface Settings {
  /** Domain that desktops get their host names below; `*.<domain>` has to lead to Traefik. */
  domain: string;
  /** Port in the addresses of desktops, where Traefik is not reached on 443. */
  urlPort?: number;
  /** The only namespace to look after. All where absent. */
  namespace?: string;
  /** Traefik's entry point for desktops. */
  entryPoint: string;
  /** Name of the forwardAuth Middleware in each session's namespace. Desktops are open to whoever reaches Traefik where absent. */
  forwardAuth?: string;
  /** Traefik's certificate resolver. Traefik's default TLS store where absent. */
  certResolver?: string;
  /** How many sessions are worked on at once. */
  concurrency: number;
  /** How long before its end a desktop says so, in milliseconds. */
  warnBefore: number;
  /** How long a start may take before the status tells its progress, in milliseconds. */
  progressAfter: number;
}

/** A setting has a value that cannot be used, or is not known; the message names it. */
export class SettingsError extends Error {
  readonly name = 'SettingsError';
  readonly code = 'VDI_SETTINGS';
}

interface Definition<T> {
  env: string;
  /** Reads what a person wrote; throws with what is wanted instead. */
  read: (text: string) => T;
  fallback: T;
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_NAME =
  /^(?=.{1,200}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Names of Traefik's things; no characters that would end a rule or a reference. */
const NAME = /^[A-Za-z0-9]([-_.A-Za-z0-9]{0,251}[A-Za-z0-9])?$/;

const matching = (pattern: RegExp, what: string) => (text: string) => {
  if (!pattern.test(text)) throw new Error(what);
  return text;
};

const wholeNumber = (from: number, to: number) => (text: string) => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < from || value > to) {
    throw new Error(`a whole number from ${from} to ${to}`);
  }
  return value;
};

const duration = (text: string) => {
  try {
    return parseDuration(text);
  } catch {
    throw new Error('a duration such as 90s, 15m or 1h30m');
  }
};

const optional = <T>(definition: Omit<Definition<T>, 'fallback'>) => ({
  ...definition,
  fallback: undefined,
});

/** Every setting: its key in a file is its name here. */
const DEFINITIONS: {
  [K in keyof Required<Settings>]: Definition<Settings[K]>;
} = {
  domain: {
    env: 'VDI_DOMAIN',
    read: matching(DNS_NAME, 'a domain such as vdi.example.com'),
    // Browsers lead it to this machine by themselves.
    fallback: 'vdi.localhost',
  },
  urlPort: optional({ env: 'VDI_URL_PORT', read: wholeNumber(1, 65_535) }),
  namespace: optional({
    env: 'VDI_NAMESPACE',
    read: matching(DNS_LABEL, 'the name of a namespace'),
  }),
  entryPoint: {
    env: 'VDI_ENTRY_POINT',
    read: matching(NAME, 'the name of an entry point of Traefik'),
    // The name that Traefik's chart and documentation use for HTTPS.
    fallback: 'websecure',
  },
  forwardAuth: optional({
    env: 'VDI_FORWARD_AUTH',
    read: matching(NAME, 'the name of a Middleware'),
  }),
  certResolver: optional({
    env: 'VDI_CERT_RESOLVER',
    read: matching(NAME, 'the name of a certificate resolver of Traefik'),
  }),
  concurrency: {
    env: 'VDI_CONCURRENCY',
    read: wholeNumber(1, 1_000),
    // One for each connection of the transport's pool: more would only wait for a connection.
    fallback: 32,
  },
  warnBefore: {
    env: 'VDI_WARN_BEFORE',
    read: duration,
    // Time to save one's work and to ask for more.
    fallback: 15 * 60_000,
  },
  progressAfter: {
    env: 'VDI_PROGRESS_AFTER',
    read: duration,
    // A start with everything at hand is over by then, and one write is spared.
    fallback: 3_000,
  },
};

/**
 * Reads the settings: environment before file before default.
 *
 * @param options.file - what {@link readSettingsFile} gave
 * @throws SettingsError naming the setting when one cannot be used or is not known.
 */
export function readSettings(options: {
  env?: Record<string, string | undefined>;
  file?: Record<string, unknown>;
}): Settings {
  const { env = {}, file = {} } = options;
  refuseUnknown(file);
  const read = <K extends keyof Settings>(key: K): Settings[K] => {
    const definition: Definition<Settings[K]> = DEFINITIONS[key];
    // An empty variable is an unset one: Helm charts and shells write those.
    const fromEnv = env[definition.env] || undefined;
    const text = fromEnv ?? textOf(file[key], key);
    if (text === undefined) return definition.fallback;
    try {
      return definition.read(text.trim());
    } catch (error) {
      const name = fromEnv === undefined ? key : definition.env;
      throw new SettingsError(
        `${name} is "${text}" and must be ${(error as Error).message}.`,
      );
    }
  };
  return {
    domain: read('domain'),
    urlPort: read('urlPort'),
    namespace: read('namespace'),
    entryPoint: read('entryPoint'),
    forwardAuth: read('forwardAuth'),
    certResolver: read('certResolver'),
    concurrency: read('concurrency'),
    warnBefore: read('warnBefore'),
    progressAfter: read('progressAfter'),
  };
}

function refuseUnknown(file: Record<string, unknown>): void {
  const unknown = Object.keys(file).find(
    key => !Object.hasOwn(DEFINITIONS, key),
  );
  if (unknown !== undefined) {
    throw new SettingsError(
      `"${unknown}" in the settings file is not a setting. There are: ${Object.keys(DEFINITIONS).join(', ')}.`,
    );
  }
}

function textOf(value: unknown, key: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' || typeof value === 'number') return `${value}`;
  throw new SettingsError(`${key} must be a text or a number.`);
}

/** One line on the settings for a log. */
export function describeSettings(settings: Settings): Record<string, string> {
  const { warnBefore, progressAfter, ...rest } = settings;
  return Object.fromEntries(
    Object.entries({
      ...rest,
      warnBefore: formatDuration(warnBefore),
      progressAfter: `${progressAfter} ms`,
    })
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, String(value)]),
  );
}
