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
import { ClusterRefusedError } from '../service/errors';
import { clusterError } from './clusterError';

/** What the session API changes in a cluster, with errors for the one who asked. */
export class ClusterWrites {
  constructor(
    private readonly transport: Transport,
    private readonly client: SessionsClient,
  ) {}

  /** Makes a session, and its namespace where that is missing. */
  async createSession(session: NewSession): Promise<VDISession> {
    try {
      return await this.client.createSession(session);
    } catch (error) {
      if (!isMissingNamespace(error)) throw clusterError(error);
    }
    await this.#createNamespace(session.metadata.namespace);
    try {
      return await this.client.createSession(session);
    } catch (error) {
      throw clusterError(error);
    }
  }

  /** Asks for this very session to be deleted: not for another that got its name meanwhile. */
  async deleteSession({ metadata }: VDISession): Promise<void> {
    const { namespace = '', name, uid } = metadata;
    try {
      await this.client.deleteSession({ namespace, name, uid });
    } catch (error) {
      if (!isNotFound(error) && !isConflict(error)) throw clusterError(error);
    }
  }

  async #createNamespace(name: string): Promise<void> {
    try {
      await this.transport.create(NAMESPACE, { metadata: { name } });
    } catch (error) {
      // Another request was as quick.
      if (isAlreadyExists(error)) return;
      throw new ClusterRefusedError(
        `The namespace "${name}" for desktops does not exist and could not be created. An administrator has to create it.`,
        error,
      );
    }
  }
}

function isMissingNamespace(error: unknown): boolean {
  return (
    isNotFound(error) &&
    error instanceof KubeError &&
    error.details?.kind === 'namespaces'
  );
}
