import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isAlreadyExists,
  isConflict,
  isNotFound,
  KubeError,
  NAMESPACE,
  type Transport,
} from '@backstage-vdi/kube';
import type { NewSession, SessionsClient } from '@backstage-vdi/operator';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import { clusterError } from './clusterError';

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

  /** Asks for this very session to be deleted: not for another that got its name meanwhile. */
  async deleteSession({ metadata }: VDISession): Promise<void> {
    const { namespace = '', name, uid } = metadata;
    try {
      await this.#client.deleteSession({ namespace, name, uid });
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw this.#told(error);
    }
  }

  async #createNamespace(name: string): Promise<void> {
    try {
      await this.#transport.create(NAMESPACE, { metadata: { name } });
    } catch (error) {
      // Another request was as quick.
      if (isAlreadyExists(error)) return;
      throw new ClusterRefusedError(
        `The namespace "${name}" for desktops does not exist and could not be created. An administrator has to create it.`,
        error,
      );
    }
  }

  /** What the one who asked is told; the log gets what only an administrator may know. */
  #told(error: unknown): unknown {
    const told = clusterError(error);
    if (told instanceof ClusterUnavailableError) {
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
