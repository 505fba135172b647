import { isForbidden, isInvalid, KubeError } from '@backstage-vdi/kube';
import type { ChildKind } from '../resources';
import type { Refusal } from './view';

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
  // Its sessions go as well.
  if (causes.some(({ reason }) => reason === 'NamespaceTerminating')) {
    return undefined;
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
