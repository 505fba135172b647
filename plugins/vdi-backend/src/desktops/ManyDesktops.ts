import type { NewSession } from '@backstage-vdi/operator';
import type {
  ClusterState,
  SessionRef,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { ClusterEvents } from './ClusterEvent';
import type { Desktops, HostedDesktops } from './Desktops';
import type { LogOptions } from './LogOptions';
import type { SessionChange } from './SessionChange';
import type { SharedNote } from './SharedNote';
import type { TemplateInCluster, TemplateRef } from './TemplateInCluster';

/**
 * The desktops of several clusters. Each is asked for its own; where all are asked, those answer that were read, and
 * {@link ManyDesktops.clusters} says which is missing. Only where none was read is there nothing to answer.
 */
export class ManyDesktops implements HostedDesktops {
  readonly #members: ReadonlyMap<string, HostedDesktops>;

  /** @param members - by the name of their cluster, in the order of the configuration; at least one. */
  constructor(members: Iterable<readonly [string, HostedDesktops]>) {
    this.#members = new Map(members);
  }

  start(): void {
    for (const member of this.#members.values()) member.start();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#members.values()].map(it => it.stop()));
  }

  session(ref: SessionRef): VDISession | undefined {
    return this.#members.get(ref.cluster)?.session(ref);
  }

  sessionByUid(uid: string): VDISession | undefined {
    return this.#all(it => [it.sessionByUid(uid)]).find(Boolean);
  }

  sessionsOf(owners: readonly string[]): SessionInCluster[] {
    return this.#all(it => it.sessionsOf(owners));
  }

  sessions(): SessionInCluster[] {
    return this.#all(it => it.sessions());
  }

  template(ref: TemplateRef): VDITemplate | undefined {
    return this.#members.get(ref.cluster)?.template(ref);
  }

  templates(): TemplateInCluster[] {
    return this.#all(it => it.templates());
  }

  async createSession(
    cluster: string,
    session: NewSession,
  ): Promise<SessionInCluster> {
    try {
      return await this.#in(cluster).createSession(cluster, session);
    } catch (error) {
      if (!(error instanceof ClusterUnavailableError)) throw error;
      // Whoever asks need not have named it.
      throw new ClusterUnavailableError(`${cluster}: ${error.message}`);
    }
  }

  async readSession(ref: SessionRef): Promise<VDISession | undefined> {
    return this.#members.get(ref.cluster)?.readSession(ref);
  }

  async changeSession(
    session: SessionInCluster,
    change: SessionChange,
    version?: string,
  ): Promise<SessionInCluster> {
    return this.#in(session.cluster).changeSession(session, change, version);
  }

  async deleteSession(
    session: SessionInCluster,
    version?: string,
  ): Promise<void> {
    await this.#in(session.cluster).deleteSession(session, version);
  }

  clusters(): ClusterState[] {
    return [...this.#members.values()].flatMap(it => it.clusters());
  }

  now(cluster: string): number {
    return this.#in(cluster).now(cluster);
  }

  async eventsOf(ref: SessionRef): Promise<ClusterEvents> {
    return this.#in(ref.cluster).eventsOf(ref);
  }

  async logOf(found: SessionInCluster, options: LogOptions): Promise<string> {
    return this.#in(found.cluster).logOf(found, options);
  }

  note(cluster: string): SharedNote {
    return this.#in(cluster).note(cluster);
  }

  async caughtUp(cluster: string, version: string): Promise<void> {
    await this.#in(cluster).caughtUp(cluster, version);
  }

  onOwnersChange(listener: Parameters<Desktops['onOwnersChange']>[0]): void {
    for (const it of this.#members.values()) it.onOwnersChange(listener);
  }

  onSessionsChange(
    listener: Parameters<Desktops['onSessionsChange']>[0],
  ): void {
    for (const it of this.#members.values()) it.onSessionsChange(listener);
  }

  /** The cluster of something that was found in it. */
  #in(cluster: string): HostedDesktops {
    const member = this.#members.get(cluster);
    if (!member) throw new Error(`There is no cluster "${cluster}"`);
    return member;
  }

  /** What all that were read have. */
  #all<T>(read: (member: HostedDesktops) => T[]): T[] {
    const unread: ClusterUnavailableError[] = [];
    const found = [...this.#members.values()].flatMap(member => {
      try {
        return read(member);
      } catch (error) {
        if (!(error instanceof ClusterUnavailableError)) throw error;
        unread.push(error);
        return [];
      }
    });
    if (unread.length === this.#members.size) throw unread[0];
    return found;
  }
}
