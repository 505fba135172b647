import type {
  Extension,
  SessionList,
  SessionPatch,
  SessionQuery,
  SessionRef,
  SessionRequest,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from '../service/identity';
import type { SessionVerbs } from '../service/SessionVerbs';
import { DeedAudit, type DeedAuditOptions } from './DeedAudit';

/** Sessions of which everything that changes one is audited. Looking at them is not. */
export class AuditedSessions implements SessionVerbs {
  readonly #sessions: SessionVerbs;
  readonly #audit: DeedAudit;

  /** @param options.sessions - does what is asked */
  constructor(options: DeedAuditOptions & { sessions: SessionVerbs }) {
    this.#sessions = options.sessions;
    this.#audit = new DeedAudit(options);
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
    return this.#audit.during({ deed: 'create', caller, wanted: request }, () =>
      this.#sessions.create(caller, request, idempotencyKey),
    );
  }

  update(
    caller: Caller,
    ref: SessionRef,
    patch: SessionPatch,
    ifMatch?: string,
  ): Promise<SessionView> {
    return this.#audit.during(
      { deed: 'update', caller, ref, wanted: patch },
      () => this.#sessions.update(caller, ref, patch, ifMatch),
    );
  }

  async delete(
    caller: Caller,
    ref: SessionRef,
    ifMatch?: string,
  ): Promise<void> {
    await this.#audit.during({ deed: 'delete', caller, ref }, async () => {
      await this.#sessions.delete(caller, ref, ifMatch);
      return undefined;
    });
  }

  start(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audit.during({ deed: 'start', caller, ref }, () =>
      this.#sessions.start(caller, ref),
    );
  }

  stop(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audit.during({ deed: 'stop', caller, ref }, () =>
      this.#sessions.stop(caller, ref),
    );
  }

  restart(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#audit.during({ deed: 'restart', caller, ref }, () =>
      this.#sessions.restart(caller, ref),
    );
  }

  extend(
    caller: Caller,
    ref: SessionRef,
    extension: Extension,
  ): Promise<SessionView> {
    return this.#audit.during(
      { deed: 'extend', caller, ref, wanted: extension },
      () => this.#sessions.extend(caller, ref, extension),
    );
  }
}
