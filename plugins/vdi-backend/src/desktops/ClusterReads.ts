import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isForbidden,
  POD,
  resourcePath,
  type Transport,
} from '@backstage-vdi/kube';
import { CORE_EVENT } from '@backstage-vdi/operator';
import {
  childName,
  DESKTOP_CONTAINER,
  homeName,
  type SessionRef,
} from '@backstage-vdi/plugin-vdi-common';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import type { ClusterEvent, ClusterEvents } from './ClusterEvent';
import { clusterError } from './clusterError';
import { lastBytes } from './lastBytes';
import { logError } from './logError';
import type { LogOptions } from './LogOptions';

/** Events about one object that are read at most. A session has a dozen or two; the same again is counted and no Event of its own. */
const MOST_EVENTS = 500;

/** The longest log that is given, in bytes: what a page can still show. */
const LOG_BYTES = 1024 * 1024;

/** How long a log may take to be read, in milliseconds. A kubelet has it on its disk. */
const LOG_MS = 30_000;

/**
 * What is asked of a cluster when somebody wants to see it, and not kept: what happened to a session, and its desktop's log. With errors
 * for the one who asked.
 */
export class ClusterReads {
  readonly #transport: Transport;
  readonly #logger: LoggerService;

  /** @param cluster.transport - best one apart: what many people look at must not hold up what the operator does. */
  constructor(cluster: { transport: Transport; logger: LoggerService }) {
    this.#transport = cluster.transport;
    this.#logger = cluster.logger;
  }

  /**
   * The Events about a session, its pods and its home volume claim, by their names: those of others that had these names before are
   * among them.
   *
   * @throws ClusterRefusedError or ClusterUnavailableError when they cannot be had.
   */
  async eventsOf(ref: SessionRef): Promise<ClusterEvents> {
    // A list can be asked for one name. Mostly the session and its pod have the same.
    const names = new Set([ref.name, childName(ref.name), homeName(ref.name)]);
    try {
      const lists = await Promise.all(
        [...names].map(name =>
          this.#transport.list<ClusterEvent>(CORE_EVENT, {
            namespace: ref.namespace,
            fieldSelector: `involvedObject.name=${name}`,
            limit: MOST_EVENTS,
            expendable: true,
          }),
        ),
      );
      return {
        events: lists.flatMap(({ items }) => items),
        complete: lists.every(({ metadata }) => !metadata.continue),
      };
    } catch (error) {
      throw this.#told(
        isForbidden(error)
          ? new ClusterRefusedError(
              'The portal may not read what the cluster tells of desktops. An administrator has to give it the rights of manifests/rbac.yaml.',
            )
          : clusterError(error),
        error,
      );
    }
  }

  /**
   * The end of the log of a session's desktop, as it was written.
   *
   * @throws NoLogError when there is none; ClusterRefusedError or ClusterUnavailableError when it cannot be had.
   */
  async logOf(
    { namespace, name }: SessionRef,
    { tail, previous, signal }: LogOptions,
  ): Promise<string> {
    const late = AbortSignal.timeout(LOG_MS);
    try {
      const { body, close } = await this.#transport.stream({
        method: 'GET',
        path: resourcePath(POD, {
          namespace,
          name: childName(name),
          subresource: 'log',
        }),
        resource: 'pods/log',
        query: { container: DESKTOP_CONTAINER, tailLines: tail, previous },
        // The log is text, and what keeps the API server from it is JSON.
        accept: 'application/json, */*',
        signal: signal ? AbortSignal.any([signal, late]) : late,
        expendable: true,
      });
      try {
        // Not by the API's own limitBytes, which keeps the beginning of the tail and leaves out what was written last.
        return (await lastBytes(body, LOG_BYTES)).toString();
      } finally {
        close();
      }
    } catch (error) {
      throw this.#told(logError(error, late.aborted), error);
    }
  }

  /** What the one who asked is told; the log gets what only an administrator may know. */
  #told(told: unknown, error: unknown): unknown {
    if (told instanceof ClusterUnavailableError) {
      this.#logger.warn(`The cluster did not answer a question: ${error}`);
    }
    return told;
  }
}
