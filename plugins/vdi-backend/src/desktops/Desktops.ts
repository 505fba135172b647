import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Meter, NewSession } from '@backstage-vdi/operator';
import type {
  ClusterState,
  SessionRef,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { VdiOptions } from '../config/readVdiOptions';
import type { ClusterEvents } from './ClusterEvent';
import type { LogOptions } from './LogOptions';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { SessionChange } from './SessionChange';
import type { SharedNote } from './SharedNote';
import type { TemplateInCluster, TemplateRef } from './TemplateInCluster';

/**
 * What the session API needs of Kubernetes and of the operator, and nothing else. Reads are answered from memory, this process's
 * own writes included, also while a cluster cannot be reached. They throw ClusterUnavailableError where a cluster could not be read for the
 * first time; those of all clusters leave out what is in it, and throw where none could be read.
 */
export interface Desktops {
  /** A session, whoever it belongs to. */
  session(ref: SessionRef): VDISession | undefined;

  /** The session with this UID, whoever it belongs to. */
  sessionByUid(uid: string): VDISession | undefined;

  /** The sessions of these owners, each as `canonicalOwner` spells it. */
  sessionsOf(owners: readonly string[]): SessionInCluster[];

  /** The sessions of everybody. */
  sessions(): SessionInCluster[];

  /** A template, also one that is hidden. */
  template(ref: TemplateRef): VDITemplate | undefined;

  /** The templates of all clusters. */
  templates(): TemplateInCluster[];

  /**
   * Makes a session in a cluster.
   *
   * @throws SessionNameTakenError when there is one of its name.
   * @throws InvalidFieldError, ClusterRefusedError or ClusterUnavailableError when the cluster does not take it.
   */
  createSession(
    cluster: string,
    session: NewSession,
  ): Promise<SessionInCluster>;

  /** A session as the cluster has it now; not from memory, which may not know yet what another replica of the portal did. */
  readSession(ref: SessionRef): Promise<VDISession | undefined>;

  /**
   * Changes this very session: not another that got its name meanwhile.
   *
   * @param version - its `resourceVersion`, where the change is for no other; default: for any
   * @throws ChangedMeanwhileError when it is not the `version`.
   * @throws ReplacedError when another got its name; ContendedError when others change it all the time.
   * @throws SessionGoneError when it is gone.
   * @throws InvalidFieldError, ClusterRefusedError or ClusterUnavailableError when the cluster does not take it.
   */
  changeSession(
    session: SessionInCluster,
    change: SessionChange,
    version?: string,
  ): Promise<SessionInCluster>;

  /**
   * Asks for this very session to be deleted; one that is gone already is no error.
   *
   * @param version - its `resourceVersion`, where no other is to be deleted; default: any
   * @throws ChangedMeanwhileError when it has another version.
   */
  deleteSession(session: SessionInCluster, version?: string): Promise<void>;

  /** How far what is read of each cluster can be relied on, in the order of the configuration. Never throws. */
  clusters(): ClusterState[];

  /** What time it is for a cluster, by whose clock its operator goes: milliseconds since 1970. */
  now(cluster: string): number;

  /**
   * The Events about a session, its pods and its home volume claim, by their names; asked of the cluster each time.
   *
   * @throws ClusterRefusedError or ClusterUnavailableError when they cannot be had.
   */
  eventsOf(ref: SessionRef): Promise<ClusterEvents>;

  /**
   * The end of the log of this very session's desktop as it was written, 1 MiB of it at most; asked of the cluster each time.
   *
   * @throws NoLogError when there is none; ClusterRefusedError or ClusterUnavailableError when it cannot be had.
   */
  logOf(found: SessionInCluster, options: LogOptions): Promise<string>;

  /** A note in a cluster that all replicas of the portal read and write. */
  note(cluster: string): SharedNote;

  /**
   * Resolves when what is in memory of a cluster's sessions is as new as this `resourceVersion` of one of them.
   *
   * @throws ClusterUnavailableError when it is not soon.
   */
  caughtUp(cluster: string, version: string): Promise<void>;

  /** Calls `listener` with the owners of sessions that appeared, changed or are gone. */
  onOwnersChange(listener: (owners: readonly string[]) => void): void;

  /** Calls `listener` with the places of sessions that appeared, changed or are gone, after each change and before the next. */
  onSessionsChange(listener: (refs: readonly SessionRef[]) => void): void;
}

/** {@link Desktops} that are kept up to date between {@link HostedDesktops.start} and {@link HostedDesktops.stop}. */
export interface HostedDesktops extends Desktops {
  /** Returns at once and never throws: what cannot be reached is tried again until it can. */
  start(): void;
  /** Returns when nothing runs any more. */
  stop(): Promise<void>;
}

/** Makes the desktops that the configuration names. */
export type DesktopsHost = (host: {
  options: VdiOptions;
  logger: LoggerService;
  meter: Meter;
}) => HostedDesktops;
