import {
  type Extension,
  type SessionList,
  type SessionPatch,
  type SessionQuery,
  type SessionRef,
  type SessionRequest,
  type SessionView,
  vdiSessionCreatePermission,
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  vdiTemplateReadPermission,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { SessionChange } from '../desktops/SessionChange';
import type {
  Access,
  Decision,
  SessionPermission,
} from '../permissions/Access';
import { checkRequest } from './checkRequest';
import { createSession } from './createSession';
import { InvalidFieldError, NotPermittedError } from './errors';
import { versionOf } from './etag';
import { findSession } from './findSession';
import { type Caller, type Identity, ownerOf } from './identity';
import { listSessions } from './listSessions';
import { planExtension } from './planExtension';
import { planRestart, planStart, planStop } from './planRun';
import { planUpdate } from './planUpdate';
import { markOf } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { viewSession } from './sessionView';
import { SessionStateError } from './stateErrors';

/** What of a session is to be different; `undefined` where it is so already. */
type Plan = (
  session: SessionInCluster['session'],
  template: VDITemplate | undefined,
  now: number,
) => SessionChange | undefined;

/** What callers may do with desktops. What one may not see does not exist. */
export class Sessions {
  readonly #desktops: Desktops;
  readonly #access: Access;
  readonly #place: { cluster: string; namespace: string };
  readonly #ownerNamed: Identity['ownerNamed'];
  readonly #now: () => number;

  constructor(options: {
    desktops: Desktops;
    access: Access;
    /** Where new sessions are made. */
    place: { cluster: string; namespace: string };
    /** The owner that a session gets which an administrator makes for somebody else. */
    ownerNamed: Identity['ownerNamed'];
    /** Milliseconds since 1970. */
    now: () => number;
  }) {
    this.#desktops = options.desktops;
    this.#access = options.access;
    this.#place = options.place;
    this.#ownerNamed = options.ownerNamed;
    this.#now = options.now;
  }

  /** A page of the desktops that the caller may see. */
  async list(caller: Caller, query: SessionQuery): Promise<SessionList> {
    const decision = await this.#access.decide(caller, {
      resource: [vdiSessionReadPermission],
    });
    return listSessions({
      desktops: this.#desktops,
      decision,
      caller,
      query,
      now: this.#now(),
    });
  }

  /** @throws SessionGoneError when there is no such session that the caller may see. */
  async get(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#view(await this.#find(caller, ref));
  }

  /**
   * Makes a desktop and returns at once; the operator does the rest.
   *
   * @param idempotencyKey - a request that was made before with it, and with this body, gives the desktop of then
   * @throws InvalidFieldError when the template does not allow what is requested.
   * @throws NotPermittedError when it is for somebody else, and the caller is no administrator.
   * @throws NoEmailAddressError when the owner's address is not known.
   */
  async create(
    caller: Caller,
    request: SessionRequest,
    idempotencyKey?: string,
  ): Promise<SessionView> {
    const decision = await this.#access.decide(caller, {
      basic: [vdiSessionCreatePermission],
      resource: [vdiTemplateReadPermission],
    });
    const template = this.#offered(request.template, decision);
    checkRequest(request, template);
    const session = await createSession({
      ...this.#place,
      desktops: this.#desktops,
      owner: await this.#ownerOf(caller, request, decision),
      request,
      template,
      mark:
        idempotencyKey === undefined
          ? undefined
          : markOf(caller.userRef, idempotencyKey, request),
    });
    return this.#view(session);
  }

  /**
   * Changes a desktop.
   *
   * @throws ChangedMeanwhileError when it is not the one that `ifMatch` names.
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
    const found = await this.#find(caller, ref, vdiSessionDeletePermission);
    await this.#desktops.deleteSession(found, versionOf(ifMatch));
  }

  /** Starts a desktop that was stopped. */
  start(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, planStart);
  }

  /** Stops a desktop; its home stays. */
  stop(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, planStop);
  }

  /** Ends a desktop and starts it again. */
  restart(caller: Caller, ref: SessionRef): Promise<SessionView> {
    return this.#change(caller, ref, (session, _, now) =>
      planRestart(session, now),
    );
  }

  /** Gives a running desktop more time. */
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
    const found = await this.#find(caller, ref, vdiSessionUpdatePermission);
    const { metadata, spec } = found.session;
    if (metadata.deletionTimestamp) {
      throw new SessionStateError(
        'VDI_BEING_DELETED',
        `The desktop "${metadata.name}" is being deleted. Ask for a new one.`,
      );
    }
    const change = plan(
      found.session,
      this.#desktops.template(spec.template),
      this.#desktops.now(ref.cluster),
    );
    if (!change) return this.#view(found);
    return this.#view(
      await this.#desktops.changeSession(found, change, versionOf(ifMatch)),
    );
  }

  #find(caller: Caller, ref: SessionRef, permission?: SessionPermission) {
    const [desktops, access] = [this.#desktops, this.#access];
    return findSession({ desktops, access, caller, ref, permission });
  }

  #offered(name: string, decision: Decision): VDITemplate {
    const template = this.#desktops.template(name);
    if (template && !template.spec.hidden && decision.offers(template)) {
      return template;
    }
    throw new InvalidFieldError(
      'template',
      `there is no template "${name}" that you can request`,
    );
  }

  async #ownerOf(
    caller: Caller,
    { owner }: SessionRequest,
    { isAdmin }: Decision,
  ) {
    if (owner === undefined) return ownerOf(caller);
    const userRef = owner.toLowerCase();
    if (userRef === caller.userRef.toLowerCase()) return ownerOf(caller);
    if (!isAdmin) {
      throw new NotPermittedError(
        'owner: only an administrator of desktops can request one for somebody else.',
      );
    }
    return this.#ownerNamed(userRef);
  }

  #view(found: SessionInCluster): SessionView {
    const { template } = found.session.spec;
    return viewSession(found, this.#desktops.template(template));
  }
}
