import type { NewSession } from '@backstage-vdi/operator';
import {
  canonicalOwner,
  type SessionRef,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { HostedDesktops } from '../desktops/Desktops';
import { SessionNameTakenError } from '../service/errors';

const keyOf = ({ namespace, name }: Partial<SessionRef>) =>
  `${namespace}/${name}`;

/** Desktops without a cluster, for tests. */
export class MemoryDesktops implements HostedDesktops {
  readonly #sessions = new Map<string, VDISession>();
  readonly #templates = new Map<string, VDITemplate>();
  readonly #listeners = new Set<(owners: readonly string[]) => void>();
  running = false;

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
    for (const template of templates) {
      this.#templates.set(template.metadata.name, template);
    }
  }

  put(session: VDISession): void {
    this.#sessions.set(keyOf(session.metadata), session);
    for (const listener of this.#listeners) {
      listener([canonicalOwner(session.spec)]);
    }
  }

  sessions(): VDISession[] {
    return [...this.#sessions.values()];
  }

  session(ref: SessionRef): VDISession | undefined {
    return this.#sessions.get(keyOf(ref));
  }

  sessionByUid(uid: string): VDISession | undefined {
    return this.sessions().find(({ metadata }) => metadata.uid === uid);
  }

  sessionsOf(owners: readonly string[]): VDISession[] {
    return this.sessions().filter(({ spec }) =>
      owners.includes(canonicalOwner(spec)),
    );
  }

  template(name: string): VDITemplate | undefined {
    return this.#templates.get(name);
  }

  templates(): VDITemplate[] {
    return [...this.#templates.values()];
  }

  async createSession(session: NewSession): Promise<VDISession> {
    const { metadata } = session;
    if (this.#sessions.has(keyOf(metadata))) {
      throw new SessionNameTakenError(`${metadata.name} exists`);
    }
    const uid = `uid-of-${metadata.name}`;
    const creationTimestamp = new Date().toISOString();
    const made = {
      ...session,
      metadata: { ...metadata, uid, creationTimestamp },
    };
    this.put(made);
    return made;
  }

  async deleteSession(session: VDISession): Promise<void> {
    const deletionTimestamp = new Date().toISOString();
    this.put({
      ...session,
      metadata: { ...session.metadata, deletionTimestamp },
    });
  }

  onOwnersChange(listener: (owners: readonly string[]) => void): void {
    this.#listeners.add(listener);
  }
}
