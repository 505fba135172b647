import { keyOf, splitKey } from '@backstage-vdi/kube';
import type { NewSession, SessionsClient } from '@backstage-vdi/operator';
import {
  canonicalOwner,
  type ClusterState,
  type SessionRef,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { ClusterEvents } from './ClusterEvent';
import { describeCluster } from './describeCluster';
import { describeUnsynced } from './describeUnsynced';
import type { HostedDesktops } from './Desktops';
import { type ClusterHost, hostCluster } from './hostCluster';
import type { LogOptions } from './LogOptions';
import type { OpenCluster } from './openCluster';
import type { SessionChange } from './SessionChange';
import type { SharedNote } from './SharedNote';
import type { TemplateInCluster, TemplateRef } from './TemplateInCluster';

/** How long what another replica knows may take to be known here, in milliseconds. A watch tells within some. */
const CATCH_UP_MS = 5_000;

const SEE_LOG = "An administrator finds the reason in the portal's log.";

type OwnersListener = (owners: readonly string[]) => void;
type SessionsListener = (refs: readonly SessionRef[]) => void;

/** The watches that what is in memory depends on. */
const watchesOf = ({ sessions, templates }: SessionsClient) => [
  sessions.health,
  templates.health,
];

/** The desktops of a Kubernetes cluster, with the operator beside them where the configuration says so. */
export class ClusterDesktops implements HostedDesktops {
  readonly #host: ClusterHost;
  readonly #name: string;
  readonly #startedAt = Date.now();
  readonly #inCluster = (session: VDISession): SessionInCluster => ({
    cluster: this.#name,
    session,
  });
  readonly #listeners: OwnersListener[] = [];
  readonly #sessionsListeners: SessionsListener[] = [];
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  #cluster?: OpenCluster;
  /** For whoever asks; the reasons are for the log. */
  #trouble = 'The portal has not connected to its cluster yet.';

  static create(host: ClusterHost): HostedDesktops {
    return new ClusterDesktops(host);
  }

  private constructor(host: ClusterHost) {
    this.#host = host;
    this.#name = host.cluster.name;
  }

  start(): void {
    this.#running = hostCluster(this.#host, {
      stopping: this.#stopping.signal,
      onMissing: () => {
        this.#trouble = `The portal finds no cluster for desktops. ${SEE_LOG}`;
      },
      onOpen: open => this.#use(open),
    }).catch(error => {
      this.#trouble = `Desktops are not available. ${SEE_LOG}`;
      this.#host.logger.error(`Desktops are not available: ${error}`, error);
    });
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  session(ref: SessionRef): VDISession | undefined {
    const { client } = this.#synced();
    return ref.cluster === this.#name ? client.getSession(ref) : undefined;
  }

  sessionByUid(uid: string): VDISession | undefined {
    return this.#synced().client.getSessionByUid(uid);
  }

  sessionsOf(owners: readonly string[]): SessionInCluster[] {
    const { client } = this.#synced();
    return owners.flatMap(owner =>
      client.listSessions({ owner }).map(this.#inCluster),
    );
  }

  sessions(): SessionInCluster[] {
    return this.#synced().client.listSessions().map(this.#inCluster);
  }

  template(ref: TemplateRef): VDITemplate | undefined {
    const { client } = this.#synced();
    return ref.cluster === this.#name
      ? client.getTemplate(ref.name)
      : undefined;
  }

  templates(): TemplateInCluster[] {
    const { client } = this.#synced();
    const cluster = this.#name;
    return client.listTemplates().map(template => ({ cluster, template }));
  }

  async createSession(
    _cluster: string,
    session: NewSession,
  ): Promise<SessionInCluster> {
    return this.#inCluster(await this.#synced().writes.createSession(session));
  }

  async readSession(ref: SessionRef): Promise<VDISession | undefined> {
    return this.#synced().writes.readSession(ref);
  }

  async changeSession(
    { session }: SessionInCluster,
    change: SessionChange,
    version?: string,
  ): Promise<SessionInCluster> {
    const { writes } = this.#synced();
    return this.#inCluster(
      await writes.changeSession(session, change, version),
    );
  }

  async deleteSession(
    { session }: SessionInCluster,
    version?: string,
  ): Promise<void> {
    await this.#synced().writes.deleteSession(session, version);
  }

  clusters(): ClusterState[] {
    const client = this.#cluster?.client;
    return [
      describeCluster({
        name: this.#name,
        startedAt: this.#startedAt,
        now: Date.now(),
        trouble: client ? undefined : this.#trouble,
        hasSynced: client?.hasSynced ?? false,
        watches: client ? watchesOf(client) : [],
      }),
    ];
  }

  now(): number {
    return this.#synced().writes.now();
  }

  async eventsOf(ref: SessionRef): Promise<ClusterEvents> {
    return this.#synced().reads.eventsOf(ref);
  }

  async logOf(
    { session }: SessionInCluster,
    options: LogOptions,
  ): Promise<string> {
    return this.#synced().reads.logOf(session, options);
  }

  note(): SharedNote {
    return this.#synced().note;
  }

  async caughtUp(_cluster: string, version: string): Promise<void> {
    const { store } = this.#synced().client.sessions;
    try {
      await store.reached(version, AbortSignal.timeout(CATCH_UP_MS));
    } catch {
      throw new ClusterUnavailableError(
        'The portal does not know yet what was last started. Try again in a moment.',
      );
    }
  }

  onOwnersChange(listener: OwnersListener): void {
    this.#listeners.push(listener);
  }

  onSessionsChange(listener: SessionsListener): void {
    this.#sessionsListeners.push(listener);
  }

  #use(open: OpenCluster): void {
    const { client } = open;
    client.onOwnerChange(owners => this.#tellOwners(owners));
    client.onSessionChange(keys => this.#tellSessions(keys));
    client.synced.then(() => {
      // Nobody could ask for them when they were read: they appear when everything is.
      const sessions = client.listSessions();
      this.#tellOwners([
        ...new Set(sessions.map(it => canonicalOwner(it.spec))),
      ]);
      this.#tellSessions(sessions.map(it => keyOf(it)));
    });
    this.#cluster = open;
  }

  #tellOwners(owners: readonly string[]): void {
    for (const listener of this.#listeners) listener(owners);
  }

  #tellSessions(keys: readonly string[]): void {
    const refs = keys.map(key => {
      const { namespace = '', name } = splitKey(key);
      return { cluster: this.#name, namespace, name };
    });
    for (const listener of this.#sessionsListeners) listener(refs);
  }

  #synced() {
    if (!this.#cluster) throw new ClusterUnavailableError(this.#trouble);
    const { client } = this.#cluster;
    if (client.hasSynced) return this.#cluster;
    throw new ClusterUnavailableError(describeUnsynced(watchesOf(client)));
  }
}
