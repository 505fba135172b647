import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readAdmins } from './readAdmins';
import { type AuditOptions, readAuditOptions } from './readAuditOptions';
import { type ClusterOptions, readClusters } from './readClusters';
import {
  type NotificationOptions,
  readNotificationOptions,
} from './readNotificationOptions';
import { type QuotaOptions, readQuotaOptions } from './readQuotaOptions';
import { readTurnOptions, type TurnOptions } from './readTurnOptions';
import { readUsageOptions, type UsageOptions } from './readUsageOptions';

/** The `vdi` section of app-config, read and checked. */
export interface VdiOptions {
  /** The clusters that desktops run on, one at least. Of what several have, the first counts where nothing is said. */
  clusters: readonly ClusterOptions[];
  /** Absent where WebRTC desktops have no relay. */
  turn?: TurnOptions;
  /** Entity refs, in lower case, of those who look after everybody's desktops where no permission policy says who does. */
  admins: readonly string[];
  usage: UsageOptions;
  quotas: QuotaOptions;
  audit: AuditOptions;
  notifications: NotificationOptions;
  users: {
    /** Domain of the e-mail addresses of users whose catalog entity has none. */
    emailDomain?: string;
  };
}

const MAIL_DOMAIN = /^[^\s@]+\.[^\s@]+$/;

/**
 * Reads the `vdi` section; `config.d.ts` says what each setting is for.
 *
 * @throws InputError naming the setting when one is not what it must be.
 */
export function readVdiOptions(root: Config): VdiOptions {
  const text = (key: string, allowed = /^/, what = '') => {
    const value = root.getOptionalString(`vdi.${key}`);
    if (value === undefined || allowed.test(value)) return value;
    throw new InputError(`vdi.${key} is "${value}" and must be ${what}.`);
  };
  const turn = readTurnOptions(root);
  return {
    clusters: readClusters(root, turn),
    turn,
    admins: readAdmins(root),
    usage: readUsageOptions(root),
    quotas: readQuotaOptions(root),
    audit: readAuditOptions(root),
    notifications: readNotificationOptions(root),
    users: {
      emailDomain: text(
        'users.emailDomain',
        MAIL_DOMAIN,
        'a domain such as example.com',
      ),
    },
  };
}
