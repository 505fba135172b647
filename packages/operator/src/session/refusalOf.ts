import {
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  KubeError,
} from '@backstage-vdi/kube';
import type { ChildKind } from '../resources';
import type { Refusal } from './view';

/**
 * What an error says about a change to a child: it was not taken, and why, for people; or it was decided for an object that is gone
 * or changed meanwhile, of which the watch tells. `undefined` for any other.
 */
export function repairRefusal(
  kind: ChildKind,
  error: unknown,
): { message: string } | 'outdated' | undefined {
  if (!(error instanceof KubeError)) return undefined;
  // A test of a JSON patch that fails names no field.
  const named = error.details?.causes?.some(({ field }) => field);
  if (isNotFound(error) || isConflict(error) || (isInvalid(error) && !named)) {
    return 'outdated';
  }
  const refusal = refusalOf(kind, error);
  return refusal && { message: repairWords(refusal.reason, error.message) };
}

function repairWords(reason: Refusal['reason'], message: string): string {
  // The API server's words for a storage class without allowVolumeExpansion.
  if (/storageclass that provisions the pvc must support/i.test(message)) {
    return 'its storage class does not let volumes grow.';
  }
  return reason === 'QuotaExceeded'
    ? `the quota of the namespace is used up. (${message})`
    : `the cluster does not take it. (${message})`;
}

/**
 * What an error says that will not pass by itself: a quota, a policy, a value that a template should not have. `undefined` for
 * any other.
 */
export function refusalOf(
  kind: ChildKind,
  error: unknown,
): Omit<Refusal, 'until'> | undefined {
  if (!(error instanceof KubeError)) return undefined;
  const causes = error.details?.causes ?? [];
  // The session goes as well, a moment later.
  if (causes.some(({ reason }) => reason === 'NamespaceTerminating')) {
    const message = 'The namespace is being deleted.';
    return { kind, reason: 'Refused', message };
  }
  // The CRD was removed. The watch says so too, but it may take its time.
  if (kind === 'route' && isNotFound(error)) {
    const message =
      'The cluster has no Traefik that could give the desktop an address. An administrator has to install its CRDs.';
    return { kind, reason: 'RouteNotAvailable', message };
  }
  // In a namespace made a moment ago: its service account follows at once.
  if (
    isForbidden(error) &&
    /serviceaccount "\S+" not found/.test(error.message)
  ) {
    return undefined;
  }
  if (!isForbidden(error) && !isInvalid(error) && error.status !== 400) {
    return undefined;
  }
  return /exceeded quota/i.test(error.message)
    ? {
        kind,
        reason: 'QuotaExceeded',
        message: `The quota of the namespace is used up. Stop or delete another desktop to start this one. (${error.message})`,
      }
    : {
        kind,
        reason: 'Refused',
        message: `The cluster does not take the desktop: ${error.message}`,
      };
}
