import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isAlreadyExists,
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  KubeError,
  NAMESPACE,
  type Transport,
} from '@backstage-vdi/kube';
import type { NewSession, SessionsClient } from '@backstage-vdi/operator';
import type { SessionRef, VDISession } from '@backstage-vdi/plugin-vdi-common';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import {
  ChangedMeanwhileError,
  ContendedError,
  ReplacedError,
  SessionGoneError,
} from '../service/stateErrors';
import { clusterError } from './clusterError';
import type { SessionChange } from './SessionChange';

/** What the session API changes in a cluster, with errors for the one who asked. */
export class ClusterWrites {
  readonly #transport: Transport;
  readonly #client: SessionsClient;
  readonly #logger: LoggerService;

  constructor(cluster: {
    transport: Transport;
    client: SessionsClient;
    logger: LoggerService;
  }) {
    this.#transport = cluster.transport;
    this.#client = cluster.client;
    this.#logger = cluster.logger;
  }

  /** Makes a session, and its namespace where that is missing. */
  async createSession(session: NewSession): Promise<VDISession> {
    try {
      return await this.#client.createSession(session);
    } catch (error) {
      if (!isMissingNamespace(error)) throw this.#told(error);
    }
    await this.#createNamespace(session.metadata.namespace);
    try {
      return await this.#client.createSession(session);
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** A session as the cluster has it now. */
  async readSession(ref: SessionRef): Promise<VDISession | undefined> {
    try {
      return await this.#client.readSession(ref);
    } catch (error) {
      throw this.#told(error);
    }
  }

  /** Changes this very session: not another that got its name meanwhile. */
  async changeSession(
    { metadata }: VDISession,
    { annotations, spec }: SessionChange,
    version?: string,
  ): Promise<VDISession> {
    try {
      return await this.#client.patchSession(metadata, {
        metadata: { annotations, resourceVersion: version },
        spec,
      });
    } catch (error) {
      const { name } = metadata;
      if (isNotFound(error)) throw new SessionGoneError(name);
      if (!isConflict(error) && !isReplaced(error)) throw this.#told(error);
      if (version) throw new ChangedMeanwhileError(name);
      throw isReplaced(error)
        ? new ReplacedError(name)
        : new ContendedError(name);
    }
  }

  /** Asks for this very session to be deleted: not for another that got its name meanwhile. */
  async deleteSession(
    { metadata }: VDISession,
    resourceVersion?: string,
  ): Promise<void> {
    const { namespace = '', name, uid } = metadata;
    try {
      await this.#client.deleteSession({
        namespace,
        name,
        uid,
        resourceVersion,
      });
    } catch (error) {
      if (isNotFound(error)) return;
      if (!isConflict(error)) throw this.#told(error);
      // Without a version only the UID can be another: the one that was meant is gone.
      if (resourceVersion) throw new ChangedMeanwhileError(name);
    }
  }

  /** What time it is for the API server, in milliseconds since 1970. */
  now(): number {
    return this.#transport.serverTime() ?? Date.now();
  }

  async #createNamespace(name: string): Promise<void> {
    try {
      await this.#transport.create(NAMESPACE, { metadata: { name } });
    } catch (error) {
      // Another request was as quick.
      if (isAlreadyExists(error)) return;
      const told = this.#told(error);
      if (!isForbidden(error)) throw told;
      throw new ClusterRefusedError(
        `The namespace "${name}" for desktops does not exist, and the portal may not create it. An administrator has to.`,
      );
    }
  }

  /** What the one who asked is told; the log gets what only an administrator may know. */
  #told(error: unknown): unknown {
    const told = clusterError(error);
    if (
      told instanceof ClusterUnavailableError ||
      told instanceof ClusterRefusedError
    ) {
      this.#logger.warn(`The cluster did not take a change: ${error}`);
    }
    return told;
  }
}

function isMissingNamespace(error: unknown): boolean {
  return (
    isNotFound(error) &&
    error instanceof KubeError &&
    error.details?.kind === 'namespaces'
  );
}

/** A patch that names a UID is refused as invalid where the object has another: to the API server it would change what never changes. */
function isReplaced(error: unknown): boolean {
  return (
    isInvalid(error) &&
    error instanceof KubeError &&
    (error.details?.causes ?? []).some(({ field }) => field === 'metadata.uid')
  );
}
