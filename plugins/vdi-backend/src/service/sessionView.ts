import {
  ANNOTATION_TITLE,
  type Phase,
  type SessionView,
  SIZE_DEFAULTS,
  sizeOf,
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { etagOf } from './etag';
import { markOn } from './requestMark';
import type { SessionInCluster } from './SessionInCluster';

/**
 * What people are shown of a session.
 *
 * @param template - the session's template; `undefined` where it does not exist
 * @param stale - whether its cluster cannot be reached
 */
export function viewSession(
  { cluster, session }: SessionInCluster,
  template: VDITemplate | undefined,
  stale = false,
): SessionView {
  const { metadata, spec, status } = session;
  const displayName = template?.spec.displayName ?? spec.template;
  return {
    cluster,
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    etag: etagOf(session),
    title: titleOf(session, template),
    template: {
      name: spec.template,
      displayName,
      icon: template?.spec.icon,
    },
    owner: { user: spec.user, userRef: spec.userRef },
    ...viewState(session),
    url: status?.url,
    resources: viewResources(session, template),
    ...viewHome(spec.persistence),
    entityRef: spec.entityRef,
    createdAt: metadata.creationTimestamp ?? '',
    startedAt: status?.startTime,
    stoppedAt: status?.stopTime,
    stopsAt: status?.stopsAt,
    timeout: termsOf(session, template).timeout,
    idleTimeout: spec.idleTimeout ?? template?.spec.idleTimeout,
    ...(stale && { stale }),
  };
}

/**
 * What a person called their desktop, else the template's name and the number in the session's: without one where a request with an
 * `Idempotency-Key` made it. The session's own name where that is neither, as kubectl may make it.
 */
export function titleOf(
  session: VDISession,
  template: VDITemplate | undefined,
): string {
  const { annotations, name } = session.metadata;
  const given = annotations?.[ANNOTATION_TITLE];
  if (given) return given;
  const displayName = template?.spec.displayName ?? session.spec.template;
  const number = /-(\d{1,5})$/.exec(name)?.[1];
  if (number) return `${displayName} ${number}`;
  return markOn(session) ? displayName : name;
}

/** Where a session is in its life, as people are told. */
export function phaseOf({ metadata, status }: VDISession): Phase {
  // Between the request to delete and the operator's next status the old state would look like a refusal.
  return metadata.deletionTimestamp
    ? 'Terminating'
    : (status?.phase ?? 'Pending');
}

function viewState(
  session: VDISession,
): Pick<SessionView, 'phase' | 'reason' | 'message'> {
  const { metadata, spec, status } = session;
  const phase = phaseOf(session);
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (metadata.deletionTimestamp && status?.phase !== 'Terminating') {
    const home = viewHome(spec.persistence);
    return {
      phase,
      reason: 'Deleting',
      message: home.homeKept
        ? 'Deleting. Your home volume stays.'
        : 'Deleting.',
    };
  }
  return {
    phase,
    reason: ready?.reason,
    message: ready?.message,
  };
}

function viewResources(
  session: VDISession,
  template: VDITemplate | undefined,
): SessionView['resources'] {
  const { gpu, cpu, memory } = sizeOf(session, template);
  const { resourceName, sharing, note } = template?.spec.gpu ?? {};
  return {
    gpu,
    gpuNote: note,
    gpuSharing: template?.spec.gpu && { resourceName, sharing },
    cpu: cpu === undefined ? undefined : String(cpu),
    memory: String(memory),
  };
}

function viewHome(
  persistence: VDISession['spec']['persistence'],
): Pick<SessionView, 'homeSize' | 'homeKept'> {
  if (persistence?.enabled === false) return { homeKept: false };
  return {
    homeSize: String(persistence?.size ?? SIZE_DEFAULTS.homeSize),
    homeKept: persistence?.retain !== false,
  };
}
