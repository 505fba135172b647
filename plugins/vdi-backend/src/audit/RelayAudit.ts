import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import {
  canonicalOwner,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';

/** How often a desktop is told of, in milliseconds: it asks every minute. */
const EVERY_MS = 3_600_000;

/**
 * Tells the portal's auditor of the credentials of the relay that desktops get, once an hour of each desktop. Never of the credentials
 * themselves, nor of the request, whose address has the desktop's key.
 */
export class RelayAudit {
  readonly #told = new Set<string>();
  #since = -Infinity;

  constructor(
    private readonly options: {
      auditor: AuditorService;
      logger: LoggerService;
      /** Milliseconds since the epoch. */
      now(): number;
    },
  ) {}

  /**
   * A desktop got credentials. Never fails, and nobody waits for it.
   *
   * @param ip - who asked, as the network says
   */
  issued(session: VDISession, ip: string | undefined): void {
    const { auditor, logger, now } = this.options;
    const { uid = '', namespace, name } = session.metadata;
    if (now() - this.#since >= EVERY_MS) {
      this.#told.clear();
      this.#since = now();
    }
    if (this.#told.has(uid)) return;
    this.#told.add(uid);
    const owner = canonicalOwner(session.spec);
    auditor
      .createEvent({
        eventId: 'turn-credential-issue',
        severityLevel: 'low',
        meta: { namespace, name, uid, owner, ip },
      })
      .then(event => event.success())
      .catch(error =>
        logger.error(
          `The portal's auditor could not be told of credentials of the relay: ${stringifyError(error)}`,
        ),
      );
  }
}
