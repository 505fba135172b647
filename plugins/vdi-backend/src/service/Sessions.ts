import {
  type Extension,
  type SessionList,
  type SessionPatch,
  type SessionQuery,
  type SessionRef,
  type SessionRequest,
  type SessionView,
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { SessionChange } from '../desktops/SessionChange';
import type { Access, SessionPermission } from '../permissions/Access';
import { amountsOf } from '../quotas/amountsOf';
import type { Quotas, WantedDesktop } from '../quotas/Quotas';
import { placeKey } from '../quotas/Reservation';
import { applyChange } from './applyChange';
import { changeAsItIs } from './changeAsItIs';
import { versionOf } from './etag';
import { findSession } from './findSession';
import type { Caller, Identity } from './identity';
import { isStale } from './isStale';
import { listSessions } from './listSessions';
import { ownersWanted } from './ownersWanted';
import { planExtension } from './planExtension';
import { planRestart, planStart, planStop } from './planRun';
import { planUpdate } from './planUpdate';
import { requireCovered } from './requireCovered';
import type { SessionInCluster } from './SessionInCluster';
import { SessionMaker, type SessionMakerOptions } from './SessionMaker';
import { SessionOrder } from './SessionOrder';
import { viewSession } from './sessionView';
import { SessionStateError } from './stateErrors';

/** What of a session is to be different. */
type Plan = (
  session: SessionInCluster['session'],
  template: VDITemplate | undefined,
  now: number,
) => SessionChange;

/** What {@link Sessions} stand on. */
export interface SessionsOptions extends SessionMakerOptions {
  /** Whose a list is that is asked for by somebody else's name. */
  ownersNamed: Identity['ownersNamed'];
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What callers may do with desktops. What one may not see does not exist. */
export class Sessions {
  readonly #desktops: Desktops;
  readonly #order: SessionOrder;
  readonly #maker: SessionMaker;
  readonly #access: Access;
  readonly #quotas: Pick<Quotas, 'admit'>;
  readonly #ownersNamed: Identity['ownersNamed'];
  readonly #now: () => number;

  constructor(options: SessionsOptions) {
    this.#desktops = options.desktops;
    this.#order = new SessionOrder(options.desktops);
    this.#maker = new SessionMaker(options);
    this.#access = options.access;
    this.#quotas = options.quotas;
    this.#ownersNamed = options.ownersNamed;
    this.#now = options.now;
  }

  /** A page of the desktops that the caller may see. */
  async list(caller: Caller, query: SessionQuery): Promise<SessionList> {
    const owners = await ownersWanted(query.owner, caller, this.#ownersNamed);
    const decision = await this.#access.decide(caller, {
      resource: [vdiSessionReadPermission],
    });
    return listSessions({
      desktops: this.#desktops,
      order: this.#order,
      decision,
      owners,
      query,
      now: this.#now(),
    });
  }

  /** @throws SessionGoneError when there is no such session that the caller may see. */
  async get(caller: Caller, ref: SessionRef): Promise<SessionView> {
    const { found } = await this.#find(caller, ref);
    return this.#view(found);
  }

  /**
   * Makes a desktop and returns at once; the operator does the rest.
   *
   * @param idempotencyKey - a request that was made before with it, and with this body, gives the desktop of then
   * @throws InvalidFieldError when there is no such template, or it does not allow what is requested.
   * @throws NotPermittedError when it is for somebody else, and the caller is no administrator.
   * @throws NoEmailAddressError when the owner's address is not known.
   * @throws IdempotencyKeyReusedError when the key came with another body before.
   * @throws QuotaExceededError when the owner has no room for it.
   */
  async create(
    caller: Caller,
    request: SessionRequest,
    idempotencyKey?: string,
  ): Promise<SessionView> {
    return this.#view(await this.#maker.make(caller, request, idempotencyKey));
  }

  /**
   * Changes a desktop.
   *
   * @throws ChangedMeanwhileError when it is not the one that `ifMatch` names.
   * @throws QuotaExceededError when its owner has no room for a larger home volume.
   */
  update(
    caller: Caller,
    ref: SessionRef,
    patch: SessionPatch,
    ifMatch?: string,
  ): Promise<SessionView> {
    return this.#change(
      caller,
      ref,
      (session, template) => planUpdate(patch, session, template),
      ifMatch,
    );
  }

  /**
   * Asks for a desktop to be deleted.
   *
   * @throws ChangedMeanwhileError when it is not the one that `ifMatch` names.
   */
  async delete(
    caller: Caller,
    ref: SessionRef,
    ifMatch?: string,
  ): Promise<void> {
    const permission = vdiSessionDeletePermission;
    const { found } = await this.#find(caller, ref, permission);
    await this.#desktops.deleteSession(found, versionOf(ifMatch));
  }

  /**
   * Starts a desktop that was stopped.
   *
   * @throws QuotaExceededError when its owner has no room for another that runs.
   */
  start(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, planStart);
  }

  /** Stops a desktop; its home stays. */
  stop(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, planStop);
  }

  /** Ends a desktop and starts it again. */
  restart(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, (_session, _template, now) =>
      planRestart(now),
    );
  }

  /** Gives a running desktop more time. Of two who do so at once both count. */
  extend(
    caller: Caller,
    ref: SessionRef,
    extension: Extension,
  ): Promise<SessionView> {
    return this.#change(caller, ref, (session, template, now) =>
      planExtension(extension, session, template, now),
    );
  }

  async #change(
    caller: Caller,
    ref: SessionRef,
    plan: Plan,
    ifMatch?: string,
  ): Promise<SessionView> {
    const permission = vdiSessionUpdatePermission;
    const { found, decision } = await this.#find(caller, ref, permission);
    const maySee = (it: SessionInCluster) =>
      decision.covers(vdiSessionReadPermission, it);
    const changed = await changeAsItIs({
      desktops: this.#desktops,
      found,
      only: versionOf(ifMatch),
      change: (seen, version) => {
        // What was read again may be shared with the caller no more.
        requireCovered(decision, seen, permission);
        return this.#apply({ caller, maySee }, seen, plan, version);
      },
    });
    return this.#view(changed);
  }

  async #apply(
    asker: Pick<WantedDesktop, 'caller' | 'maySee'>,
    seen: SessionInCluster,
    plan: Plan,
    version?: string,
  ): Promise<SessionInCluster> {
    const { cluster, session } = seen;
    const { metadata, spec } = session;
    if (metadata.deletionTimestamp) {
      throw new SessionStateError(
        'VDI_BEING_DELETED',
        `The desktop "${metadata.name}" is being deleted. Ask for a new one.`,
      );
    }
    const template = this.#desktops.template({ cluster, name: spec.template });
    const change = plan(session, template, this.#desktops.now(cluster));
    return this.#quotas.admit(
      {
        ...asker,
        owner: spec,
        cluster,
        holder: placeKey({ ...metadata, cluster }),
        before: amountsOf(session, template),
        after: amountsOf(applyChange(session, change), template),
      },
      () => this.#desktops.changeSession(seen, change, version),
    );
  }

  #find(caller: Caller, ref: SessionRef, permission?: SessionPermission) {
    const [desktops, access] = [this.#desktops, this.#access];
    return findSession({ desktops, access, caller, ref, permission });
  }

  #view(found: SessionInCluster): SessionView {
    const { cluster, session } = found;
    const name = session.spec.template;
    return viewSession(
      found,
      this.#desktops.template({ cluster, name }),
      isStale(cluster, this.#desktops.clusters()),
    );
  }
}
