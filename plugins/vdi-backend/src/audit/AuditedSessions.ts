import type {
  AuditorService,
  AuditorServiceEvent,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { stringifyError, toError } from '@backstage/errors';
import type {
  Extension,
  SessionList,
  SessionPatch,
  SessionQuery,
  SessionRef,
  SessionRequest,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { ClusterUnavailableError } from '../service/errors';
import type { Caller } from '../service/identity';
import type { SessionVerbs } from '../service/SessionVerbs';
import { viewSession } from '../service/sessionView';
import { auditEventOf, sessionMeta } from './auditEventOf';
import type { DatabaseAuditTrail } from './DatabaseAuditTrail';
import type { Deed } from './Deed';
import { detailOf } from './detailOf';

/** Options of {@link AuditedSessions}. */
export interface AuditedSessionsOptions {
  /** Does what is asked. */
  sessions: SessionVerbs;
  desktops: Pick<Desktops, 'now' | 'session' | 'template'>;
  /** The portal's, for whoever watches over all of it. */
  auditor: AuditorService;
  /** The plugin's own, for whoever looks at a desktop. */
  trail: Pick<DatabaseAuditTrail, 'record'>;
  logger: LoggerService;
}

/**
 * Tells the portal's auditor of everything that changes a desktop, whether it succeeded or was refused, and keeps what succeeded in the
 * desktop's trail. That something cannot be written down is logged, and keeps nobody from their desktop.
 */
export class AuditedSessions implements SessionVerbs {
  readonly #options: AuditedSessionsOptions;
  readonly #sessions: SessionVerbs;

  constructor(options: AuditedSessionsOptions) {
    this.#options = options;
    this.#sessions = options.sessions;
  }

  list(caller: Caller, query: SessionQuery): Promise<SessionList> {
    return this.#sessions.list(caller, query);
  }

  get(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#sessions.get(caller, ref);
  }

  create(
    caller: Caller,
    request: SessionRequest,
    idempotencyKey?: string,
  ): Promise<SessionView> {
    return this.#audited({ deed: 'create', caller, wanted: request }, () =>
      this.#sessions.create(caller, request, idempotencyKey),
    );
  }

  update(
    caller: Caller,
    ref: SessionRef,
    patch: SessionPatch,
    ifMatch?: string,
  ): Promise<SessionView> {
    return this.#audited({ deed: 'update', caller, ref, wanted: patch }, () =>
      this.#sessions.update(caller, ref, patch, ifMatch),
    );
  }

  async delete(
    caller: Caller,
    ref: SessionRef,
    ifMatch?: string,
  ): Promise<void> {
    await this.#audited({ deed: 'delete', caller, ref }, async () => {
      await this.#sessions.delete(caller, ref, ifMatch);
      return undefined;
    });
  }

  start(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audited({ deed: 'start', caller, ref }, () =>
      this.#sessions.start(caller, ref),
    );
  }

  stop(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audited({ deed: 'stop', caller, ref }, () =>
      this.#sessions.stop(caller, ref),
    );
  }

  restart(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audited({ deed: 'restart', caller, ref }, () =>
      this.#sessions.restart(caller, ref),
    );
  }

  extend(
    caller: Caller,
    ref: SessionRef,
    extension: Extension,
  ): Promise<SessionView> {
    return this.#audited(
      { deed: 'extend', caller, ref, wanted: extension },
      () => this.#sessions.extend(caller, ref, extension),
    );
  }

  async #audited<T extends SessionView | undefined>(
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
