import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { childLabels, childMeta } from './childMeta';
import type { Service } from './manifests';

/** Port of every session's Service, whatever its runtime listens on. */
export const SERVICE_PORT = 8080;

/** Name of the desktop's port in its Pod. */
export const DESKTOP_PORT = 'desktop';

/** The address of a session's Pod inside the cluster. */
export function buildService(session: VDISession): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: childMeta(session),
    spec: {
      type: 'ClusterIP',
      selector: childLabels(session),
      ports: [{ name: 'http', port: SERVICE_PORT, targetPort: DESKTOP_PORT }],
    },
  };
}
