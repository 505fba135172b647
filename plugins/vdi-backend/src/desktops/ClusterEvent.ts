import type { KubeObject } from '@backstage-vdi/kube';

/**
 * What of an Event of Kubernetes (core/v1) is read. Those that were written by events.k8s.io/v1 have `eventTime` and `series`, the others
 * `firstTimestamp`, `lastTimestamp` and `count`. Times are RFC 3339.
 */
export interface ClusterEvent extends KubeObject {
  /** What it is about. */
  involvedObject?: { kind?: string; name?: string; uid?: string };
  /** Why, in one CamelCase word. */
  reason?: string;
  /** What happened, in the words of whoever writes it. */
  message?: string;
  /** `Normal` or `Warning`. */
  type?: string;
  /** Who writes it; a kubelet says on which node. */
  source?: { component?: string; host?: string };
  firstTimestamp?: string | null;
  lastTimestamp?: string | null;
  eventTime?: string | null;
  count?: number | null;
  series?: { count?: number; lastObservedTime?: string } | null;
}

/** What a cluster keeps of what happened to a session and to what it is made of: for an hour, where nobody has it keep more. */
export interface ClusterEvents {
  /** In no order. */
  events: ClusterEvent[];
  /** Whether these are all: there may be more than anybody reads. */
  complete: boolean;
}
