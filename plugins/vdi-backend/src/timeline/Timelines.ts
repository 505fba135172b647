import { ServiceUnavailableError } from '@backstage/errors';
import {
  type SessionRef,
  type Timeline,
  type VDISession,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { ClusterEvent } from '../desktops/ClusterEvent';
import type { Desktops } from '../desktops/Desktops';
import type { LogOptions } from '../desktops/LogOptions';
import { NoLogError } from '../desktops/NoLogError';
import type { Access } from '../permissions/Access';
import { ClusterRefusedError, NotPermittedError } from '../service/errors';
import type { Caller } from '../service/identity';
import { SessionGoneError } from '../service/stateErrors';
import type { AuditEntry, AuditTrail } from './AuditTrail';
import { buildTimeline } from './buildTimeline';
import { plainText } from './plainText';
import { readCursor } from './timelineCursor';

/** What may be missing from a timeline without making it worthless: all else is told. */
interface Source<T> {
  items: readonly T[];
  /** What is missing, and why. */
  missing?: string;
}

/** What happened to desktops, and what they log, for whoever may know. */
export class Timelines {
  readonly #desktops: Pick<Desktops, 'session' | 'eventsOf' | 'logOf'>;
  readonly #access: Access;
  readonly #audit: AuditTrail;

  constructor(options: {
    desktops: Pick<Desktops, 'session' | 'eventsOf' | 'logOf'>;
    access: Access;
    audit: AuditTrail;
  }) {
    this.#desktops = options.desktops;
    this.#access = options.access;
    this.#audit = options.audit;
  }

  /**
   * What happened to a desktop, newest first, for whoever may see it. What the cluster or the portal cannot tell at the moment is
   * missing, and that is said.
   *
   * @throws SessionGoneError when there is no such session that the caller may see.
   * @throws InvalidCursorError
   */
  async timelineOf(
    caller: Caller,
    ref: SessionRef,
    { limit, cursor }: { limit: number; cursor?: string },
  ): Promise<Timeline> {
    const after = cursor === undefined ? undefined : readCursor(cursor);
    const session = await this.#find(caller, ref);
    const [events, audit] = await Promise.all([
      this.#eventsOf(ref),
      this.#auditOf(session),
    ]);
    const missing = [events.missing, audit.missing].filter(Boolean);
    return {
      ...buildTimeline(
        { session, events: events.items, audit: audit.items },
        { limit, after },
      ),
      incomplete: missing.length > 0 ? missing.join(' ') : undefined,
    };
  }

  /**
   * The end of a desktop's log, as it may be shown in a terminal. For whoever may change the desktop: to mend it is what a log is for,
   * and it may tell what its owner does in it.
   *
   * @throws SessionGoneError when there is no such session that the caller may see.
   * @throws NotPermittedError when they may see it, and no more.
   * @throws NoLogError, ClusterRefusedError or ClusterUnavailableError
   */
  async logOf(
    caller: Caller,
    ref: SessionRef,
    options: LogOptions,
  ): Promise<string> {
    const session = await this.#find(caller, ref, { log: true });
    // Without asking: a pod of this name that is not the session's is nothing to show.
    if (!session.status?.podUID) throw new NoLogError(whyNoLog(session));
    const found = { cluster: ref.cluster, session };
    return plainText(await this.#desktops.logOf(found, options));
  }

  async #find(
    caller: Caller,
    ref: SessionRef,
    { log = false } = {},
  ): Promise<VDISession> {
    const decision = await this.#access.decide(caller, {
      resource: [
        vdiSessionReadPermission,
        ...(log ? [vdiSessionUpdatePermission] : []),
      ],
    });
    const session = this.#desktops.session(ref);
    const found = session && { cluster: ref.cluster, session };
    if (!found || !decision.covers(vdiSessionReadPermission, found)) {
      throw new SessionGoneError(ref.name);
    }
    if (log && !decision.covers(vdiSessionUpdatePermission, found)) {
      throw new NotPermittedError(
        `You may see the desktop "${ref.name}", but not its log: that is for those who may change it.`,
      );
    }
    return session;
  }

  async #eventsOf(ref: SessionRef): Promise<Source<ClusterEvent>> {
    try {
      const { events, complete } = await this.#desktops.eventsOf(ref);
      return {
        items: events,
        missing: complete
          ? undefined
          : 'The cluster has more to tell of this desktop than is shown.',
      };
    } catch (error) {
      if (error instanceof ClusterRefusedError) {
        return { items: [], missing: error.message };
      }
      return orMissing(error, 'What the cluster tells is missing.');
    }
  }

  async #auditOf({ metadata }: VDISession): Promise<Source<AuditEntry>> {
    try {
      return { items: await this.#audit.of(metadata.uid ?? '') };
    } catch (error) {
      return orMissing(error, 'Who asked for what is missing.');
    }
  }
}

function orMissing(error: unknown, what: string): Source<never> {
  if (!(error instanceof ServiceUnavailableError)) throw error;
  return { items: [], missing: `${what} ${error.message}` };
}

function whyNoLog({ status }: VDISession): string {
  return status?.phase === 'Stopped'
    ? 'The desktop is stopped, so there is no log: Kubernetes keeps one no longer than the run that wrote it.'
    : 'The desktop has not begun to run, so there is no log yet.';
}
