import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/** A session and where it is: two clusters may have sessions of one namespace and name. */
export interface SessionInCluster {
  /** Name of the cluster in the configuration; `default` where there is one only. */
  cluster: string;
  session: VDISession;
}
