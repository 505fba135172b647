import {
  LeaseElector,
  type Leadership,
  type Logger,
  type Transport,
} from '@backstage-vdi/kube';
import type { Settings } from '../settings';

/** Decides when an operator may work, and calls it then. */
export interface Elector {
  /**
   * Calls `lead` each time it is elected, until the signal aborts; resolves when nothing is led any more and others may. Never
   * rejects.
   */
  run(
    signal: AbortSignal,
    lead: (leadership: Leadership) => Promise<void>,
  ): Promise<void>;
  readonly health: { isLeader: boolean; holder?: string };
}

/** The name of the lease: operators that look after different sessions have different ones. */
export function leaseNameOf({ leaseName, namespace }: Settings): string {
  return (
    leaseName ?? (namespace ? `vdi-operator-${namespace}` : 'vdi-operator')
  );
}

/** The elector that the settings ask for: by a lease, or one that is always elected. */
export function createElector(options: {
  transport: Transport;
  settings: Settings;
  logger: Logger;
}): Elector {
  const { transport, settings, logger } = options;
  if (!settings.leaderElection) return alwaysElected();
  return new LeaseElector({
    transport,
    namespace: settings.leaseNamespace ?? transport.namespace,
    name: leaseNameOf(settings),
    logger,
  });
}

function alwaysElected(): Elector {
  const health = { isLeader: false };
  return {
    health,
    async run(_, lead) {
      health.isLeader = true;
      await lead({ signal: new AbortController().signal, assert: () => {} });
      health.isLeader = false;
    },
  };
}
