import {
  isAlreadyExists,
  isForbidden,
  isInvalid,
  isNotFound,
  isTransient,
  KubeError,
} from '@backstage-vdi/kube';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
  InvalidFieldError,
  SessionNameTakenError,
} from '../service/errors';

/** For people who cannot do anything about it; what exactly happened, with the address, is for the log. */
export const UNREACHABLE =
  'The cluster that desktops run on cannot be reached at the moment.';
const TRY_AGAIN = 'Try again in a moment.';

/** Nothing was asked of the cluster, because it does not answer. */
export const NOT_REACHED = `${UNREACHABLE} ${TRY_AGAIN}`;

/** What a failed call to the API server means to the one who waits for it. An error that nothing is known about stays as it is. */
export function clusterError(error: unknown): unknown {
  if (!(error instanceof KubeError)) return error;
  if (isAlreadyExists(error)) return new SessionNameTakenError(error.message);
  if (isInvalid(error)) {
    const [cause] = error.details?.causes ?? [];
    return new InvalidFieldError(
      cause?.field ?? 'body',
      cause?.message ?? error.message,
    );
  }
  if (isForbidden(error)) {
    return new ClusterRefusedError(
      `The cluster does not allow this: ${error.message}`,
    );
  }
  if (isNotFound(error)) {
    return new ClusterUnavailableError(
      'The cluster does not know VDISession objects. An administrator has to install the CRDs of the vdi-operator chart.',
    );
  }
  if (isTransient(error)) {
    const next = error.ambiguous
      ? 'Whether the change was made is not known; look at your desktops before you try again.'
      : TRY_AGAIN;
    return new ClusterUnavailableError(`${UNREACHABLE} ${next}`);
  }
  return error;
}
