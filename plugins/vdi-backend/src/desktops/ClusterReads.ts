import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  type CallOptions,
  isForbidden,
  type KubeObject,
  type ObjectRef,
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
  type VDISession,
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
import { NoLogError } from './NoLogError';

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
   * The end of the log of this very session's desktop, as it was written.
   *
   * @throws NoLogError when there is none; ClusterRefusedError or ClusterUnavailableError when it cannot be had.
   */
  async logOf(
    { metadata }: VDISession,
    { tail, previous, signal }: LogOptions,
  ): Promise<string> {
    const ref = {
      namespace: metadata.namespace,
      name: childName(metadata.name),
    };
    const late = AbortSignal.timeout(LOG_MS);
    const call = {
      signal: signal ? AbortSignal.any([signal, late]) : late,
      expendable: true,
    };
    try {
      const log = await this.#readLog(ref, { tail, previous }, call);
      // Asked afterwards: what was read before another pod got the name is still this desktop's.
      const pod = await this.#transport.get<KubeObject>(POD, ref, call);
      const owners = pod.metadata?.ownerReferences ?? [];
      if (owners.some(({ uid }) => uid === metadata.uid)) return log;
    } catch (error) {
      throw this.#told(logError(error, late.aborted), error);
    }
    throw new NoLogError(
      "The pod of this name is not the desktop's: that is gone, and its log with it.",
    );
  }

  /** The end of the log of whichever pod has this name. */
  async #readLog(
    ref: ObjectRef & { name: string },
    { tail, previous }: LogOptions,
    call: CallOptions,
  ): Promise<string> {
    const { body, close } = await this.#transport.stream({
      ...call,
      method: 'GET',
      path: resourcePath(POD, { ...ref, subresource: 'log' }),
      resource: 'pods/log',
      query: { container: DESKTOP_CONTAINER, tailLines: tail, previous },
      // The log is text, and what keeps the API server from it is JSON.
      accept: 'application/json, */*',
    });
    try {
      // Not by the API's own limitBytes, which keeps the beginning of the tail and leaves out what was written last.
      return (await lastBytes(body, LOG_BYTES)).toString();
    } finally {
      close();
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
