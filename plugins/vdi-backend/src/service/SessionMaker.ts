import {
  type SessionRequest,
  vdiSessionCreatePermission,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { Access } from '../permissions/Access';
import type { Quotas } from '../quotas/Quotas';
import { checkRequest } from './checkRequest';
import { chooseOwner } from './chooseOwner';
import { chooseTemplate } from './chooseTemplate';
import { createSession } from './createSession';
import { FreeNames } from './FreeNames';
import type { Caller, Identity } from './identity';
import { madeBefore } from './madeBefore';
import { markOf, type RequestMark } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';
import { keyedSessionName } from './sessionName';

/** What {@link SessionMaker} stands on. */
export interface SessionMakerOptions {
  desktops: Desktops;
  access: Access;
  /** Namespace that new sessions are made in, by the name of the cluster. */
  namespaceIn: (cluster: string) => string;
  /** The owner that a session gets which an administrator makes for somebody else. */
  ownerNamed: Identity['ownerNamed'];
  quotas: Pick<Quotas, 'admit'>;
  /** A text that is different each time. */
  newId: () => string;
}

/** Makes the sessions that callers request. */
export class SessionMaker {
  readonly #options: SessionMakerOptions;
  readonly #names: FreeNames;

  constructor(options: SessionMakerOptions) {
    this.#options = options;
    this.#names = new FreeNames(options.desktops);
  }

  /**
   * The session of a request: a new one, or the one that it made before.
   *
   * @param idempotencyKey - by which it is the same request; default: it was not made before
   * @throws NotAllowedError when the caller may not make sessions.
   * @throws InvalidFieldError when there is no such template, or it does not allow what is requested.
   * @throws IdempotencyKeyReusedError when the key came with another body before.
   * @throws what {@link chooseOwner} and {@link createSession} throw.
   */
  async make(
    caller: Caller,
    request: SessionRequest,
    idempotencyKey?: string,
  ): Promise<SessionInCluster> {
    const { desktops, access, namespaceIn, ownerNamed, quotas, newId } =
      this.#options;
    const decision = await access.decide(caller, {
      basic: [vdiSessionCreatePermission],
      resource: [vdiTemplateReadPermission],
    });
    const { userRef } = caller;
    const owner = await chooseOwner({ caller, decision, request, ownerNamed });
    const mark = markOf(userRef, request, newId(), idempotencyKey);
    const isKeyed = idempotencyKey !== undefined;
    const name = isKeyed
      ? keyedSessionName({ userRef, user: '' }, mark.key)
      : undefined;
    const made = name && (await this.#madeBefore(name, mark));
    if (made) return made;

    const { cluster, template } = chooseTemplate({
      desktops,
      decision,
      request,
      isKeyed,
    });
    checkRequest(request, template);
    return createSession({
      desktops,
      quotas,
      names: this.#names,
      caller,
      cluster,
      namespace: namespaceIn(cluster),
      owner,
      request,
      template,
      mark,
      name,
    });
  }

  #madeBefore(name: string, mark: RequestMark) {
    const { desktops, namespaceIn } = this.#options;
    const places = desktops
      .clusters()
      .filter(({ state }) => state !== 'unavailable')
      .map(({ name: cluster }) => ({
        cluster,
        namespace: namespaceIn(cluster),
        name,
      }));
    return madeBefore(desktops, places, mark);
  }
}
