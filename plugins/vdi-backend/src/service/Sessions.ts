import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  SessionRef,
  SessionRequest,
  SessionView,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { buildSession } from './buildSession';
import { InvalidFieldError, SessionNameTakenError } from './errors';
import { type Caller, ownerOf } from './identity';
import { isOwner, ownersOf } from './ownership';
import { freeSessionName } from './sessionName';
import { compareSessions, viewSession } from './sessionView';

/**
 * How many names are tried. A name is lost to a request that runs at the same moment, or to a session that is younger than the
 * cache: more than a few in a row mean that something else is wrong.
 */
const MAX_NAMES = 10;

/** What a caller may do with sessions. Whatever is not theirs does not exist. */
export class Sessions {
  constructor(
    private readonly desktops: Desktops,
    /** Namespace that new sessions are made in. */
    private readonly namespace: string,
  ) {}

  /** The caller's desktops, newest first. */
  list(caller: Caller): SessionView[] {
    return this.desktops
      .sessionsOf(ownersOf(caller))
      .map(session => this.#view(session))
      .sort(compareSessions);
  }

  /** @throws NotFoundError when there is no such session, or it is somebody else's. */
  get(caller: Caller, ref: SessionRef): SessionView {
    return this.#view(this.#find(caller, ref));
  }

  /**
   * Makes a desktop for the caller and returns at once; the operator does the rest.
   *
   * @throws InvalidFieldError when the template cannot be requested.
   * @throws NoEmailAddressError when the caller's address is not known.
   */
  async create(caller: Caller, request: SessionRequest): Promise<SessionView> {
    const { desktops, namespace } = this;
    const owner = ownerOf(caller);
    const template = this.#offered(request.template);
    const lost = new Set<string>();
    const isTaken = (name: string) =>
      lost.has(name) || desktops.session({ namespace, name }) !== undefined;

    while (lost.size < MAX_NAMES) {
      const name = freeSessionName(owner, request.template, isTaken);
      try {
        const session = buildSession({
          namespace,
          name,
          owner,
          request,
          template,
        });
        return this.#view(await desktops.createSession(session));
      } catch (error) {
        if (!(error instanceof SessionNameTakenError)) throw error;
        lost.add(name);
      }
    }
    throw new ConflictError(
      `No free name was found for the desktop: ${[...lost].join(', ')} exist already. Try again.`,
    );
  }

  /**
   * Asks for one of the caller's desktops to be deleted.
   *
   * @throws NotFoundError when there is no such session, or it is somebody else's.
   */
  async delete(caller: Caller, ref: SessionRef): Promise<void> {
    await this.desktops.deleteSession(this.#find(caller, ref));
  }

  #find(caller: Caller, ref: SessionRef): VDISession {
    const session = this.desktops.session(ref);
    if (session && isOwner(caller, session)) return session;
    throw new NotFoundError(
      `You have no desktop "${ref.name}" in "${ref.namespace}".`,
    );
  }

  #offered(name: string): VDITemplate {
    const template = this.desktops.template(name);
    if (template && !template.spec.hidden) return template;
    throw new InvalidFieldError(
      'template',
      `there is no template "${name}" that you can request`,
    );
  }

  #view(session: VDISession): SessionView {
    return viewSession(session, this.desktops.template(session.spec.template));
  }
}
