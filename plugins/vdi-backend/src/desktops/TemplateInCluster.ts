import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';

/** Which template: two clusters may have templates of one name. */
export interface TemplateRef {
  /** Name of the cluster in the configuration; `default` where there is one only. */
  cluster: string;
  name: string;
}

/** A template and the cluster whose desktops are made from it. */
export interface TemplateInCluster {
  cluster: string;
  template: VDITemplate;
}
