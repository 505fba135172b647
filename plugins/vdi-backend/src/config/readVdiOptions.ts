import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readSettings, type Settings } from '@backstage-vdi/operator';
import { readAdmins } from './readAdmins';
import { readTurnOptions, type TurnOptions } from './readTurnOptions';
import { readUsageOptions, type UsageOptions } from './readUsageOptions';

/** The `vdi` section of app-config, read and checked. */
export interface VdiOptions {
  /** Which cluster. */
  kubernetes: {
    /** Path of a kubeconfig. The service account of the portal's pod, else `$KUBECONFIG`, else `~/.kube/config` where absent. */
    kubeconfig?: string;
    /** Context of the kubeconfig; its current one where absent. */
    context?: string;
  };
  /** Namespace that new sessions are made in. */
  namespace: string;
  operator: {
    /** Whether the operator runs in this process. */
    enabled: boolean;
    /** Its own settings. */
    settings: Settings;
  };
  /** Absent where WebRTC desktops have no relay. */
  turn?: TurnOptions;
  /** Entity refs, in lower case, of those who look after everybody's desktops where no permission policy says who does. */
  admins: readonly string[];
  usage: UsageOptions;
  users: {
    /** Domain of the e-mail addresses of users whose catalog entity has none. */
    emailDomain?: string;
  };
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
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
  const namespace =
    text('namespace', DNS_LABEL, 'the name of a Kubernetes namespace') ??
    'vdi-sessions';
  const turn = readTurnOptions(root);
  const settings = readOperatorSettings(root, turn);
  if (settings.namespace && settings.namespace !== namespace) {
    throw new InputError(
      `New sessions go to the namespace "${namespace}" (vdi.namespace), but the operator looks after "${settings.namespace}" only (vdi.operator.namespace). Name the same one.`,
    );
  }
  return {
    kubernetes: {
      kubeconfig: text('kubernetes.kubeconfig'),
      context: text('kubernetes.context'),
    },
    namespace,
    operator: {
      enabled: root.getOptionalBoolean('vdi.operator.enabled') ?? true,
      settings,
    },
    turn,
    admins: readAdmins(root),
    usage: readUsageOptions(root),
    users: {
      emailDomain: text(
        'users.emailDomain',
        MAIL_DOMAIN,
        'a domain such as example.com',
      ),
    },
  };
}

/** The operator knows its settings, their defaults and what is wrong with them; here is only where they are written. */
function readOperatorSettings(
  root: Config,
  turn: TurnOptions | undefined,
): Settings {
  const { enabled, ...own } = root.getOptional<object & { enabled?: unknown }>(
    'vdi.operator',
  ) ?? { enabled: undefined };
  const { kind, ...routing } =
    root.getOptional<object & { kind?: unknown }>('vdi.routing') ?? {};
  const file = {
    domain: root.getOptionalString('vdi.domain'),
    urlPort: root.getOptionalNumber('vdi.urlPort'),
    routingKind: kind,
    ...routing,
    reservedHosts: root
      .getOptionalStringArray('vdi.routing.reservedHosts')
      ?.join(','),
    turnService: turn?.service,
    turnKey: turn?.keys[0],
    ...own,
  };
  try {
    return readSettings({ file });
  } catch (error) {
    throw new InputError('The vdi section of app-config cannot be used', error);
  }
}
