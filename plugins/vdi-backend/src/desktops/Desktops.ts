import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Meter, NewSession } from '@backstage-vdi/operator';
import type {
  SessionRef,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { VdiOptions } from '../config/readVdiOptions';

/**
 * What the session API needs of Kubernetes and of the operator, and nothing else. Reads are answered from memory, this process's
 * own writes included; they throw ClusterUnavailableError before the cluster could be read for the first time.
 */
export interface Desktops {
  /** A session, whoever it belongs to. */
  session(ref: SessionRef): VDISession | undefined;

  /** The session with this UID, whoever it belongs to. */
  sessionByUid(uid: string): VDISession | undefined;

  /** The sessions of these owners, each as `canonicalOwner` spells it. */
  sessionsOf(owners: readonly string[]): VDISession[];

  /** A template, also one that is hidden. */
  template(name: string): VDITemplate | undefined;

  /** All templates. */
  templates(): VDITemplate[];

  /**
   * Makes a session.
   *
   * @throws SessionNameTakenError when there is one of its name.
   * @throws InvalidFieldError, ClusterRefusedError or ClusterUnavailableError when the cluster does not take it.
   */
  createSession(session: NewSession): Promise<VDISession>;

  /** Asks for a session to be deleted; one that is gone already is no error. */
  deleteSession(session: VDISession): Promise<void>;

  /** Calls `listener` with the owners of sessions that appeared, changed or are gone. */
  onOwnersChange(listener: (owners: readonly string[]) => void): void;
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
