import {
  Informer,
  type KubeObject,
  type Logger,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import {
  canonicalOwner,
  childName,
  type ObjectMeta,
  SESSION_FINALIZER,
  VDI_GROUP,
  VDI_VERSION,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION, VDITEMPLATE } from './resources';
import { projectSession, projectTemplate } from './session/records';
import { watchOptions } from './watchLog';

/** Index of sessions whose children are not called as they are, by the name of these: `namespace/name`. */
export const BY_CHILD = 'child';
/** Index of sessions by the name of their template. */
export const BY_TEMPLATE = 'template';
/** Index of sessions by their canonical owner. */
export const BY_OWNER = 'owner';
/** Index of sessions by their UID. */
const BY_UID = 'uid';

/** A session as it is made: the API server fills in the rest. */
export interface NewSession {
  metadata: {
    namespace: string;
    name: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  spec: VDISession['spec'];
}

/** Options of a {@link SessionsClient}. */
export interface SessionsClientOptions {
  transport: Transport;
  /** The only namespace to read. Default: all. */
  namespace?: string;
  logger: Logger;
}

/**
 * Sessions and templates, answered from memory and kept up to date while it runs; and the few writes that are not the
 * operator's. Own writes can be read at once.
 */
export class SessionsClient {
  readonly sessions: Informer<KubeObject, VDISession>;
  readonly templates: Informer<KubeObject, VDITemplate>;
  readonly #transport: Transport;

  constructor({ transport, namespace, logger }: SessionsClientOptions) {
    this.#transport = transport;
    const common = (resource: Resource) => watchOptions(resource, logger);
    this.sessions = new Informer(transport, {
      ...common(VDISESSION),
      namespace,
      project: projectSession,
      indexes: {
        [BY_CHILD]: ({ metadata: { namespace: of, name } }) => {
          const child = childName(name);
          return child === name ? [] : [`${of}/${child}`];
        },
        [BY_TEMPLATE]: ({ spec }) => [spec.template],
        [BY_OWNER]: ({ spec }) => [canonicalOwner(spec)],
        [BY_UID]: ({ metadata: { uid } }) => (uid ? [uid] : []),
      },
    });
    this.templates = new Informer(transport, {
      ...common(VDITEMPLATE),
      project: projectTemplate,
    });
  }

  /** Keeps both up to date until the signal aborts. Never rejects. To be called once. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([this.sessions.run(signal), this.templates.run(signal)]);
  }

  /** Resolves when everything was read for the first time, or when {@link SessionsClient.run} ends before that. */
  get synced(): Promise<void> {
    return Promise.all([this.sessions.synced, this.templates.synced]).then(
      () => undefined,
    );
  }

  /** Whether everything was read once. */
  get hasSynced(): boolean {
    return this.sessions.hasSynced && this.templates.hasSynced;
  }

  /** A session, if there is one. */
  getSession(ref: { namespace: string; name: string }): VDISession | undefined {
    return this.sessions.store.get(`${ref.namespace}/${ref.name}`);
  }

  /** The session with this UID, if there is one. */
  getSessionByUid(uid: string): VDISession | undefined {
    return this.sessions.store.by(BY_UID, uid)[0];
  }

  /** All sessions, or those of one owner as `canonicalOwner` spells it. */
  listSessions(options: { owner?: string } = {}): VDISession[] {
    return options.owner === undefined
      ? all(this.sessions)
      : this.sessions.store.by(BY_OWNER, options.owner);
  }

  /** A template, if there is one. */
  getTemplate(name: string): VDITemplate | undefined {
    return this.templates.store.get(name);
  }

  /** All templates. */
  listTemplates(): VDITemplate[] {
    return all(this.templates);
  }

  /** Calls `listener` with the keys (`namespace/name`) of sessions that appeared, changed or went; returns how to stop that. */
  onSessionChange(listener: (keys: readonly string[]) => void): () => void {
    return this.sessions.store.onChange(keys => listener(keys));
  }

  /** Calls `listener` with the canonical owners of sessions that appeared, changed or went; returns how to stop that. */
  onOwnerChange(listener: (owners: readonly string[]) => void): () => void {
    return this.sessions.store.onIndexChange(BY_OWNER, owners =>
      listener(owners),
    );
  }

  /**
   * Makes a session, with the operator's finalizer already set: that spares a write before the first child.
   *
   * @throws KubeError with the API server's words; `isAlreadyExists`, `isInvalid` and `isForbidden` tell them apart.
   */
  async createSession({ metadata, spec }: NewSession): Promise<VDISession> {
    const created = await this.#transport.create<KubeObject>(VDISESSION, {
      apiVersion: `${VDI_GROUP}/${VDI_VERSION}`,
      kind: 'VDISession',
      metadata: { ...metadata, finalizers: [SESSION_FINALIZER] },
      spec,
    } as KubeObject);
    this.sessions.recordWrite(created);
    return projectSession(created);
  }

  /**
   * A session as the API server has it now, if there is one. By a list, as the right to list is what reading them takes anyway.
   *
   * @throws KubeError
   */
  async readSession(ref: {
    namespace: string;
    name: string;
  }): Promise<VDISession | undefined> {
    const { items } = await this.#transport.list<KubeObject>(VDISESSION, {
      namespace: ref.namespace,
      fieldSelector: `metadata.name=${ref.name}`,
    });
    return items.map(projectSession)[0];
  }

  /**
   * Changes this very session, not another that got its name meanwhile.
   *
   * @param change - a JSON merge patch; with `metadata.resourceVersion` only this version is changed
   * @throws KubeError; `isConflict` when it has another version, `isInvalid` when it has another UID, `isNotFound` when it is gone.
   */
  async patchSession(
    { namespace, name, uid }: ObjectMeta,
    change: { metadata?: object; spec?: object },
  ): Promise<VDISession> {
    const changed = await this.#transport.patch<KubeObject>(
      VDISESSION,
      { namespace, name },
      {
        type: 'merge',
        body: { ...change, metadata: { ...change.metadata, uid } },
      },
    );
    this.sessions.recordWrite(changed);
    return projectSession(changed);
  }

  /**
   * Asks for a session to be deleted; it goes when the operator has let go of it.
   *
   * @param ref.uid - delete this very session, not another that got its name meanwhile
   * @param ref.resourceVersion - delete it only if it still has this version
   * @throws KubeError; `isNotFound` when it is gone already.
   */
  async deleteSession(ref: {
    namespace: string;
    name: string;
    uid?: string;
    resourceVersion?: string;
  }): Promise<void> {
    const { namespace, name, uid, resourceVersion } = ref;
    const known = uid ?? this.getSession(ref)?.metadata.uid;
    const reply = await this.#transport.delete<KubeObject>(
      VDISESSION,
      { namespace, name },
      { uid, resourceVersion },
    );
    if (known) {
      this.sessions.recordDelete(`${namespace}/${name}`, known, reply);
    }
  }
}

function all<R>({ store }: Informer<KubeObject, R>): R[] {
  return [...store.keys()].flatMap(key => store.get(key) ?? []);
}
