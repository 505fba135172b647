import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { DaemonSetRecord } from './daemonSet';

/** The status of a template. */
export type TemplateStatus = NonNullable<VDITemplate['status']>;

/** The nodes that a template's desktops could run on. */
export interface NodeCount {
  total: number;
  /** How many of them have its image. */
  withImage: number;
}

/** A DaemonSet that the API server did not take, or did not let go of. */
export interface PrePullRefusal {
  /** Of the DaemonSet: another one need not wait. Absent where one was to be removed. */
  madeFrom?: string;
  /** The API server's words. */
  message: string;
  /** Not to be tried again before this time, in milliseconds since 1970. */
  until: number;
}

/** Everything that is known of one template, at one moment. */
export interface TemplateView {
  template: VDITemplate;
  /** How many sessions name it. */
  sessions: number;
  /** What the owner of a desktop of it is told whose image cannot be fetched now. */
  pullTrouble?: string;
  /** Absent where nodes may not be read. */
  nodes?: NodeCount;
  /** Absent where nothing is fetched in advance. */
  prePull?: {
    /** Where DaemonSets are made. */
    namespace: string;
    /** Whether DaemonSets may be read there. */
    isKnown: boolean;
    /** The one that bears its DaemonSet's name, whoever it belongs to. */
    named?: DaemonSetRecord;
  };
  refusal?: PrePullRefusal;
}
