import { isDeepStrictEqual } from 'node:util';
import type { NewSession } from '@backstage-vdi/operator';
import {
  canonicalOwner,
  type ClusterState,
  DEFAULT_CLUSTER,
  type SessionRef,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { ClusterEvent, ClusterEvents } from '../desktops/ClusterEvent';
import type { HostedDesktops } from '../desktops/Desktops';
import type { LogOptions } from '../desktops/LogOptions';
import { NoLogError } from '../desktops/NoLogError';
import type { SessionChange } from '../desktops/SessionChange';
import type { SharedNote } from '../desktops/SharedNote';
import type {
  TemplateInCluster,
  TemplateRef,
} from '../desktops/TemplateInCluster';
import {
  ClusterUnavailableError,
  SessionNameTakenError,
} from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import {
  ChangedMeanwhileError,
  ReplacedError,
  SessionGoneError,
} from '../service/stateErrors';
import { MemoryNote } from './MemoryNote';

const keyOf = ({ namespace, name }: Partial<SessionRef>) =>
  `${namespace}/${name}`;

/** Desktops without a cluster, for tests. */
export class MemoryDesktops implements HostedDesktops {
  readonly #sessions = new Map<string, VDISession>();
  readonly #templates = new Map<string, VDITemplate>();
  readonly #listeners = new Set<(owners: readonly string[]) => void>();
  readonly #sessionListeners = new Set<(refs: SessionRef[]) => void>();
  /** What a cluster would say of the sessions. */
  events: ClusterEvent[] = [];
  /** Logs of the present runs, by name of their session. */
  readonly logs = new Map<string, string>();
  running = false;
  /** How far its cluster is known. */
  state: Omit<ClusterState, 'name'> = { state: 'ok' };
  /** What time it is for the cluster, in milliseconds since 1970; now where it is not set. */
  time?: number;
  #version = 100;
  #note = new MemoryNote();

  /** @param cluster - the name of the cluster that they would be in */
  constructor(readonly cluster = DEFAULT_CLUSTER) {}

  start(): void {
    this.running = true;
  }

  async stop(): Promise<void> {
    this.running = false;
  }

  /** Replaces everything there is. */
  reset(...templates: VDITemplate[]): void {
    this.#sessions.clear();
    this.#templates.clear();
    this.events = [];
    this.logs.clear();
    this.#note = new MemoryNote();
    for (const template of templates) {
      this.#templates.set(template.metadata.name, template);
    }
  }

  put(session: VDISession): void {
    this.#sessions.set(keyOf(session.metadata), session);
    this.#tell(session);
  }

  /** Has a session be gone, as it is when the operator has let go of it. */
  remove(session: VDISession): void {
    this.#sessions.delete(keyOf(session.metadata));
    this.#tell(session);
  }

  sessions(): SessionInCluster[] {
    this.#read();
    return [...this.#sessions.values()].map(this.#inCluster);
  }

  session(ref: SessionRef): VDISession | undefined {
    this.#read();
    return ref.cluster === this.cluster
      ? this.#sessions.get(keyOf(ref))
      : undefined;
  }

  async readSession(ref: SessionRef): Promise<VDISession | undefined> {
    this.#reach();
    return ref.cluster === this.cluster
      ? this.#sessions.get(keyOf(ref))
      : undefined;
  }

  sessionByUid(uid: string): VDISession | undefined {
    this.#read();
    return [...this.#sessions.values()].find(
      ({ metadata }) => metadata.uid === uid,
    );
  }

  sessionsOf(owners: readonly string[]): SessionInCluster[] {
    return this.sessions().filter(({ session: { spec } }) =>
      owners.includes(canonicalOwner(spec)),
    );
  }

  template(ref: TemplateRef): VDITemplate | undefined {
    this.#read();
    return ref.cluster === this.cluster
      ? this.#templates.get(ref.name)
      : undefined;
  }

  templates(): TemplateInCluster[] {
    this.#read();
    return [...this.#templates.values()].map(template => ({
      cluster: this.cluster,
      template,
    }));
  }

  async createSession(
    _cluster: string,
    session: NewSession,
  ): Promise<SessionInCluster> {
    this.#reach();
    const { metadata } = session;
    if (this.#sessions.has(keyOf(metadata))) {
      throw new SessionNameTakenError(`${metadata.name} exists`);
    }
    return this.#write({
      ...session,
      metadata: {
        ...metadata,
        uid: `uid-of-${metadata.name}`,
        creationTimestamp: new Date(this.now()).toISOString(),
      },
    });
  }

  async changeSession(
    target: SessionInCluster,
    { annotations, spec }: SessionChange,
    version?: string,
  ): Promise<SessionInCluster> {
    const current = this.#current(target, version);
    const { metadata } = current;
    const changed = {
      ...current,
      metadata: {
        ...metadata,
        ...(annotations && {
          annotations: { ...metadata.annotations, ...annotations },
        }),
      },
      spec: {
        ...current.spec,
        ...spec,
        ...(spec?.persistence && {
          persistence: { ...current.spec.persistence, ...spec.persistence },
        }),
      },
    };
    // As Kubernetes does: what changes nothing makes no new version.
    return isDeepStrictEqual(changed, current)
      ? this.#inCluster(current)
      : this.#write(changed);
  }

  async deleteSession(
    target: SessionInCluster,
    version?: string,
  ): Promise<void> {
    const { metadata, ...rest } = this.#current(target, version);
    const deletionTimestamp = new Date(this.now()).toISOString();
    this.#write({ ...rest, metadata: { ...metadata, deletionTimestamp } });
  }

  clusters(): ClusterState[] {
    return [{ name: this.cluster, ...this.state }];
  }

  now(): number {
    return this.time ?? Date.now();
  }

  async eventsOf({ namespace }: SessionRef): Promise<ClusterEvents> {
    const events = this.events.filter(
      ({ metadata }) => metadata?.namespace === namespace,
    );
    return { events, complete: true };
  }

  async logOf({ session }: SessionInCluster, { tail, previous }: LogOptions) {
    const log = previous ? undefined : this.logs.get(session.metadata.name);
    if (log === undefined) throw new NoLogError('There is no log.');
    return log.split('\n').slice(-tail).join('\n');
  }

  note(): SharedNote {
    return this.#note;
  }

  async caughtUp(): Promise<void> {
    // What is written is known at once.
  }

  onOwnersChange(listener: (owners: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }

  onSessionsChange(listener: (refs: readonly SessionRef[]) => void): void {
    this.#sessionListeners.add(listener);
  }

  #tell({ metadata: { namespace = '', name }, spec }: VDISession): void {
    for (const listener of this.#listeners) listener([canonicalOwner(spec)]);
    for (const listener of this.#sessionListeners) {
      listener([{ cluster: this.cluster, namespace, name }]);
    }
  }

  /** @throws ClusterUnavailableError as a cluster does that was never read. */
  #read(): void {
    if (this.state.state === 'unavailable') throw this.#unavailable();
  }

  /** @throws ClusterUnavailableError as a cluster does that cannot be reached. */
  #reach(): void {
    if (this.state.state !== 'ok') throw this.#unavailable();
  }

  #unavailable(): Error {
    return new ClusterUnavailableError(`${this.cluster} cannot be reached.`);
  }

  #inCluster = (session: VDISession): SessionInCluster => ({
    cluster: this.cluster,
    session,
  });

  #current({ session }: SessionInCluster, version?: string): VDISession {
    this.#reach();
    const current = this.#sessions.get(keyOf(session.metadata));
    const { name, uid } = session.metadata;
    if (!current) throw new SessionGoneError(name);
    if (version && version !== current.metadata.resourceVersion) {
      throw new ChangedMeanwhileError(name);
    }
    if (uid !== current.metadata.uid) throw new ReplacedError(name);
    return current;
  }

  #write(session: VDISession): SessionInCluster {
    this.#version += 1;
    const resourceVersion = String(this.#version);
    const written = {
      ...session,
      metadata: { ...session.metadata, resourceVersion },
    };
    this.put(written);
    return this.#inCluster(written);
  }
}
