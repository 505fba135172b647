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
    const doubt = error.ambiguous
      ? ' Whether the change was made is not known; look at your desktops before you try again.'
      : '';
    return new ClusterUnavailableError(
      `Kubernetes cannot be reached at the moment: ${error.message}.${doubt}`,
    );
  }
  return error;
}
