import {
  ANNOTATION_TITLE,
  type SessionView,
  SIZE_DEFAULTS,
  sizeOf,
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

/**
 * What the owner is shown of a session.
 *
 * @param template - the session's template; `undefined` where it does not exist
 */
export function viewSession(
  session: VDISession,
  template: VDITemplate | undefined,
): SessionView {
  const { metadata, spec, status } = session;
  const displayName = template?.spec.displayName ?? spec.template;
  return {
    namespace: metadata.namespace ?? '',
    name: metadata.name,
    uid: metadata.uid ?? '',
    title:
      metadata.annotations?.[ANNOTATION_TITLE] ??
      titleOf(metadata.name, displayName),
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
  };
}

/** Newest first; two of the same second by name, so that the order never changes by itself. */
export function compareSessions(a: SessionView, b: SessionView): number {
  return (
    b.createdAt.localeCompare(a.createdAt) ||
    b.name.localeCompare(a.name, 'en', { numeric: true }) ||
    a.namespace.localeCompare(b.namespace, 'en')
  );
}

/** The template's name and the number in the session's; the session's own name where that has none, as kubectl may make it. */
function titleOf(name: string, displayName: string): string {
  const number = /-(\d{1,5})$/.exec(name)?.[1];
  return number ? `${displayName} ${number}` : name;
}

function viewState({
  metadata,
  spec,
  status,
}: VDISession): Pick<SessionView, 'phase' | 'reason' | 'message'> {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  if (metadata.deletionTimestamp && status?.phase !== 'Terminating') {
    // Between the request to delete and the operator's next status the old state would look like a refusal.
    const home = viewHome(spec.persistence);
    return {
      phase: 'Terminating',
      reason: 'Deleting',
      message: home.homeKept
        ? 'Deleting. Your home volume stays.'
        : 'Deleting.',
    };
  }
  return {
    phase: status?.phase ?? 'Pending',
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
