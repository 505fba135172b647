import { isForbidden, isNotFound, KubeError } from '@backstage-vdi/kube';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import { clusterError } from './clusterError';
import { NoLogError } from './NoLogError';

/**
 * What a log that could not be read means to the one who wants to read it. The API server hands on what the node says, in words that are
 * for programs.
 *
 * @param late - whether the reading was ended because it took too long
 */
export function logError(error: unknown, late: boolean): unknown {
  if (late) {
    return new ClusterUnavailableError(
      'Reading the log takes too long. Try again with fewer lines.',
    );
  }
  if (!(error instanceof KubeError)) return error;
  if (isNotFound(error)) {
    return new NoLogError(
      'The desktop has no log: it does not run, and Kubernetes keeps a log no longer than the run that wrote it.',
    );
  }
  if (error.status === 400) {
    return new NoLogError(
      error.message.includes('previous terminated container')
        ? 'There is no log of an earlier run: the desktop did not end and begin again since it was last started.'
        : 'The desktop has not begun to run yet, so there is no log.',
    );
  }
  if (isForbidden(error)) {
    return new ClusterRefusedError(
      'The portal may not read the logs of desktops. An administrator has to give it the rights of manifests/rbac.yaml.',
    );
  }
  // The API server is well, and the node that it would ask is not, or has no address.
  if (/\/containerLogs\/|no preferred addresses/.test(error.message)) {
    return new ClusterUnavailableError(
      'The node that the desktop is on does not answer, so its log cannot be read now. Try again in a moment.',
    );
  }
  return clusterError(error);
}
