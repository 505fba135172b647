import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { parseBytes } from '@backstage-vdi/plugin-vdi-common';
import type { Quota, QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';

type Allowed = Partial<QuotaAmounts>;

/** What people may use. */
export interface QuotaOptions {
  /** What each user may use who has no quota of their own. */
  eachUser: Allowed;
  /** Quotas of their own, whose subjects are in lower case. */
  users: readonly Quota[];
  /** Of groups, whose subjects are in lower case. */
  groups: readonly Quota[];
  /** What holds of quotas from elsewhere than app-config. */
  sources: {
    /** How long one may take to answer, in milliseconds. */
    timeoutMs: number;
    /** Whether desktops are started where one does not answer, as if it had no quotas. */
    allowWithout: boolean;
  };
}

/** As long as somebody who clicked still waits. */
const DEFAULT_TIMEOUT: HumanDuration = { seconds: 2 };

/** What a quota may bound. */
const AMOUNTS = ['running', 'gpus', 'homeSize'];

const REF = {
  user: /^user:[^\s:/]+\/[^\s:/]+$/i,
  group: /^group:[^\s:/]+\/[^\s:/]+$/i,
};

/**
 * Reads `vdi.quotas`. What a user's own quota leaves open is as for each user.
 *
 * @throws InputError naming the setting when one is not what it must be.
 */
export function readQuotaOptions(root: Config): QuotaOptions {
  const quotas = root.getOptionalConfig('vdi.quotas');
  checkKeys(quotas, 'vdi.quotas', ['eachUser', 'users', 'groups', 'sources']);
  const eachUser = readAllowed(root, 'vdi.quotas.eachUser');
  return {
    eachUser,
    users: readQuotas(root, 'user').map(({ subject, allowed }) => ({
      subject,
      allowed: { ...eachUser, ...allowed },
    })),
    groups: readQuotas(root, 'group'),
    sources: readSources(root),
  };
}

function readQuotas(root: Config, kind: 'user' | 'group'): Quota[] {
  const list = `vdi.quotas.${kind}s`;
  const quotas = (root.getOptionalConfigArray(list) ?? []).map(
    (entry, index) => {
      const key = `${list}[${index}]`;
      checkKeys(entry, key, [kind, ...AMOUNTS]);
      const subject = entry.getString(kind);
      if (!REF[kind].test(subject)) {
        throw new InputError(
          `${key}.${kind} is "${subject}" and must be the full entity ref of a ${kind}, such as ${kind}:default/${kind === 'user' ? 'alice' : 'film'}.`,
        );
      }
      return { subject: subject.toLowerCase(), allowed: allowedIn(entry, key) };
    },
  );
  const subjects = quotas.map(({ subject }) => subject);
  const twice = subjects.find((it, index) => subjects.indexOf(it) !== index);
  if (twice === undefined) return quotas;
  throw new InputError(`${list} has "${twice}" twice.`);
}

/** @throws InputError when there is another key than these: a bound with a slip of the pen would bound nobody. */
function checkKeys(
  entry: Config | undefined,
  key: string,
  known: readonly string[],
): void {
  const other = entry?.keys().find(it => !known.includes(it));
  if (other === undefined) return;
  throw new InputError(
    `${key} has "${other}", which there is not. It may have ${known.join(', ')}.`,
  );
}

function readAllowed(root: Config, key: string): Allowed {
  const entry = root.getOptionalConfig(key);
  checkKeys(entry, key, AMOUNTS);
  return entry ? allowedIn(entry, key) : {};
}

function allowedIn(entry: Config, key: string): Allowed {
  const count = (name: 'running' | 'gpus') => {
    const value = entry.getOptionalNumber(name);
    if (value === undefined || (Number.isInteger(value) && value >= 0)) {
      return value;
    }
    throw new InputError(
      `${key}.${name} is ${value} and must be a whole number, 0 or more.`,
    );
  };
  const size = entry.getOptionalString('homeSize');
  const homeSize = size === undefined ? undefined : parseBytes(size);
  if (size !== undefined && homeSize === undefined) {
    throw new InputError(
      `${key}.homeSize is "${size}" and must be a quantity such as 200Gi.`,
    );
  }
  const [running, gpus] = [count('running'), count('gpus')];
  return {
    ...(running !== undefined && { running }),
    ...(gpus !== undefined && { gpus }),
    ...(homeSize !== undefined && { homeSize }),
  };
}

function readSources(root: Config): QuotaOptions['sources'] {
  const sources = root.getOptionalConfig('vdi.quotas.sources');
  checkKeys(sources, 'vdi.quotas.sources', ['timeout', 'onFailure']);
  const key = 'vdi.quotas.sources.timeout';
  const timeoutMs = durationToMilliseconds(
    root.has(key) ? readDurationFromConfig(root, { key }) : DEFAULT_TIMEOUT,
  );
  if (timeoutMs <= 0) {
    throw new InputError(`${key} must be longer than zero.`);
  }
  const onFailure =
    root.getOptionalString('vdi.quotas.sources.onFailure') ?? 'refuse';
  if (onFailure !== 'refuse' && onFailure !== 'allow') {
    throw new InputError(
      `vdi.quotas.sources.onFailure is "${onFailure}" and must be refuse or allow.`,
    );
  }
  return { timeoutMs, allowWithout: onFailure === 'allow' };
}
