import type {
  AuditorService,
  AuditorServiceEvent,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError, toError } from '@backstage/errors';
import type { SessionRef, SessionView } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { ClusterUnavailableError } from '../service/errors';
import { viewSession } from '../service/sessionView';
import { auditEventOf, sessionMeta } from './auditEventOf';
import type { DatabaseAuditTrail } from './DatabaseAuditTrail';
import type { Deed } from './Deed';
import { detailOf } from './detailOf';

/** Options of a {@link DeedAudit}. */
export interface DeedAuditOptions {
  desktops: Pick<Desktops, 'now' | 'session' | 'template'>;
  /** The portal's, for whoever watches over all of it. */
  auditor: AuditorService;
  /** The plugin's own, for whoever looks at a desktop. */
  trail: Pick<DatabaseAuditTrail, 'record'>;
  logger: LoggerService;
}

/**
 * Writes down who asked for what, and what came of it: in the portal's log whether it succeeded or was refused, and in the desktop's trail
 * where it was done. That something cannot be written down is logged, and keeps nobody from their desktop.
 */
export class DeedAudit {
  readonly #options: DeedAuditOptions;

  constructor(options: DeedAuditOptions) {
    this.#options = options;
  }

  /** Does what is asked, and resolves or throws as `act` does. */
  async during<T extends SessionView | undefined>(
    deed: Deed,
    act: () => Promise<T>,
  ): Promise<T> {
    const before = deed.ref && this.#look(deed.ref);
    const event = await this.#begin(deed, before);
    let after: T;
    try {
      after = await act();
    } catch (error) {
      const { code } = error as { code?: string };
      await this.#end(event, it =>
        it.fail({ error: toError(error), meta: { code } }),
      );
      throw error;
    }
    this.#remember(deed, before, after);
    await this.#end(event, it =>
      it.success({ meta: after && sessionMeta(after) }),
    );
    return after;
  }

  /** The desktop as it is, whoever may see it: of what is refused too the auditor is to know whose it is. */
  #look(ref: SessionRef): SessionView | undefined {
    const { desktops } = this.#options;
    try {
      const session = desktops.session(ref);
      if (!session) return undefined;
      const { cluster } = ref;
      const name = session.spec.template;
      const template = desktops.template({ cluster, name });
      return viewSession({ cluster, session }, template);
    } catch (error) {
      if (error instanceof ClusterUnavailableError) return undefined;
      throw error;
    }
  }

  async #begin(
    deed: Deed,
    before: SessionView | undefined,
  ): Promise<AuditorServiceEvent | undefined> {
    try {
      return await this.#options.auditor.createEvent(
        auditEventOf(deed, before),
      );
    } catch (error) {
      this.#tellLost(error);
      return undefined;
    }
  }

  async #end(
    event: AuditorServiceEvent | undefined,
    tell: (event: AuditorServiceEvent) => Promise<void>,
  ): Promise<void> {
    try {
      if (event) await tell(event);
    } catch (error) {
      this.#tellLost(error);
    }
  }

  #tellLost(error: unknown): void {
    this.#options.logger.error(
      `The portal's auditor could not be told of what somebody asked for: ${stringifyError(error)}`,
    );
  }

  #remember(
    { deed, caller }: Deed,
    before: SessionView | undefined,
    after: SessionView | undefined,
  ): void {
    const session = after ?? before;
    // What was so already was not done by whoever asked for it.
    const isSo = after
      ? after.etag === before?.etag
      : before?.phase === 'Terminating';
    if (!session || isSo) return;
    const { desktops, trail } = this.#options;
    trail.record(session, {
      time: new Date(desktops.now(session.cluster)).toISOString(),
      deed,
      actor: caller.userRef,
      service: caller.actor,
      detail: detailOf(deed, { caller, before, after }),
    });
  }
}
