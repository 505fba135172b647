import {
  ConnectionError,
  isAlreadyExists,
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

/**
 * What a failed call to the API server means to the one who waits for it. An error that is not of the cluster stays as it is.
 */
export function clusterError(error: unknown): unknown {
  // There were no credentials to ask with, so nothing was asked.
  if (error instanceof ConnectionError) {
    return new ClusterUnavailableError(NOT_REACHED);
  }
  if (!(error instanceof KubeError)) return error;
  if (isAlreadyExists(error)) return new SessionNameTakenError(error.message);
  if (isInvalid(error)) {
    const [cause] = error.details?.causes ?? [];
    return new InvalidFieldError(
      cause?.field ?? 'body',
      cause?.message ?? error.message,
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
  return new ClusterRefusedError(whyRefused(error));
}

/** A quota or a policy of the cluster says why in words. What it says of rights names accounts, and what a proxy says is a page: for the log. */
function whyRefused({ message, reason }: KubeError): string {
  if (reason === '' || /\bUser "[^"]*" cannot /.test(message)) {
    return 'The cluster does not let the portal do this. An administrator has to give it the rights of manifests/rbac.yaml.';
  }
  // What comes before is which request it was.
  return `The cluster does not allow this: ${message.replace(/^[A-Z]+ \S+: /, '')}`;
}
