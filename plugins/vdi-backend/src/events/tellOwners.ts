import type { LoggerService } from '@backstage/backend-plugin-api';
import type { SignalsService } from '@backstage/plugin-signals-node';
import {
  SESSIONS_CHANNEL,
  type SessionsSignal,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import { SessionSignals } from './SessionSignals';

/**
 * Gives the open pages of the users whose desktops change a hint to fetch again. It says no more than that: pages fetch what they may see.
 *
 * @returns to be stopped with the plugin
 */
export function tellOwners(options: {
  desktops: Pick<Desktops, 'onOwnersChange'>;
  emails: Pick<EmailAddresses, 'usersOf'>;
  signals: SignalsService;
  logger: LoggerService;
}): SessionSignals {
  const { desktops, emails, signals, logger } = options;
  const hints = new SessionSignals({
    publish: userRefs =>
      signals.publish<SessionsSignal>({
        recipients: { type: 'user', entityRef: userRefs },
        channel: SESSIONS_CHANNEL,
        message: { action: 'sessions-changed' },
      }),
    onError: error =>
      logger.warn(`Open pages could not be told of a change: ${error}`),
  });
  desktops.onOwnersChange(owners => {
    for (const owner of owners) {
      for (const userRef of emails.usersOf(owner)) hints.changed(userRef);
    }
  });
  return hints;
}
