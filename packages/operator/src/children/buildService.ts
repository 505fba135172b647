import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { childLabels, childMeta } from './childMeta';
import type { Service } from './manifests';

/** Port of every session's Service, whatever its runtime listens on. */
export const SERVICE_PORT = 8080;

/** Name of the desktop's port in its Pod. */
export const DESKTOP_PORT = 'desktop';

/**
 * The address of a session's Pod inside the cluster.
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
      selector: childLabels(session),
      ports: [{ name: 'http', port: SERVICE_PORT, targetPort: DESKTOP_PORT }],
    },
  };
}
