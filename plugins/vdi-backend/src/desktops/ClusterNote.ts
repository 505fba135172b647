import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isAlreadyExists,
  isConflict,
  isForbidden,
  isNotFound,
  type KubeObject,
  type Resource,
  type Transport,
} from '@backstage-vdi/kube';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import { clusterError } from './clusterError';
import type { Note, SharedNote } from './SharedNote';

const CONFIG_MAP: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};

interface ConfigMap extends KubeObject {
  data?: Record<string, string>;
}

/** A note in a ConfigMap. */
export class ClusterNote implements SharedNote {
  readonly #transport: Transport;
  readonly #ref: { namespace: string; name: string };
  readonly #logger: LoggerService;

  constructor(options: {
    transport: Transport;
    /** Where it is, and how it is called. */
    ref: { namespace: string; name: string };
    logger: LoggerService;
  }) {
    this.#transport = options.transport;
    this.#ref = options.ref;
    this.#logger = options.logger;
  }

  async read(): Promise<Note> {
    try {
      const found = await this.#transport.get<ConfigMap>(CONFIG_MAP, this.#ref);
      const { uid, resourceVersion: version } = found.metadata ?? {};
      return { data: found.data ?? {}, uid, version };
    } catch (error) {
      if (isNotFound(error)) return { data: {} };
      throw this.#told(error);
    }
  }

  async write({ data, version }: Note): Promise<boolean> {
    try {
      if (version === undefined) {
        const made: ConfigMap = { metadata: this.#ref, data };
        await this.#transport.create(CONFIG_MAP, made);
      } else {
        const body = { metadata: { resourceVersion: version }, data };
        await this.#transport.patch(CONFIG_MAP, this.#ref, {
          type: 'merge',
          body,
        });
      }
      return true;
    } catch (error) {
      const isGone = version !== undefined && isNotFound(error);
      if (isConflict(error) || isAlreadyExists(error) || isGone) return false;
      throw this.#told(error);
    }
  }

  /** What the one who asked is told; the log gets what only an administrator may know. */
  #told(error: unknown): unknown {
    const { namespace, name } = this.#ref;
    if (isForbidden(error) || isNotFound(error)) {
      this.#logger.warn(
        `The ConfigMap "${name}" in the namespace "${namespace}" cannot be used: ${error}`,
      );
      return new ClusterRefusedError(
        'The portal may not keep in the cluster what quotas need. An administrator has to give it the rights of manifests/rbac.yaml.',
      );
    }
    const told = clusterError(error);
    if (told instanceof ClusterUnavailableError) {
      this.#logger.warn(`The cluster did not answer about quotas: ${error}`);
    }
    return told;
  }
}
