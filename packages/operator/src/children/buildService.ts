import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { childLabels, childMeta } from './childMeta';
import type { Service } from './manifests';

/** Port of every session's Service for whoever routes to it, whatever its runtime listens on. */
export const SERVICE_PORT = 8080;

/** Name of the desktop's port in its Pod. */
export const DESKTOP_PORT = 'desktop';

/**
 * What leads a session's route to its Pod. It has no address of its own: proxies look the Pod's up, desktops take nothing of the
 * cluster's range of Service addresses, and the API server makes it as fast beside 10,000 others as alone, where it takes tens of
 * milliseconds to find a free address.
 *
 * @param annotations - what its route needs to be said of it
 */
export function buildService(
  session: VDISession,
  annotations: Record<string, string> = {},
): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      ...childMeta(session),
      ...(Object.keys(annotations).length && { annotations }),
    },
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      selector: childLabels(session),
      ports: [{ name: 'http', port: SERVICE_PORT, targetPort: DESKTOP_PORT }],
    },
  };
}
