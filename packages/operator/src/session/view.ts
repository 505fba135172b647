import type {
  Reason,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import type { ChildRecord, HomeRecord, PodRecord } from './records';

/** A child that the API server did not take, as somebody has to hear of it. */
export interface Refusal {
  kind: ChildKind;
  reason: Extract<Reason, 'NameConflict' | 'QuotaExceeded' | 'Refused'>;
  /** What happened, for people. */
  message: string;
  /** Not to be tried again before this time, in milliseconds since 1970. */
  until: number;
}

/** The objects that bear the names of a session's children, whoever they belong to. */
export interface NamedChildren {
  home?: HomeRecord;
  service?: ChildRecord;
  route?: ChildRecord;
  pod?: PodRecord;
}

/** Everything that is known of one session, at one moment. */
export interface SessionView {
  session: VDISession;
  /** `undefined` where it does not exist. */
  template?: VDITemplate;
  named: NamedChildren;
  /** Whether the cluster knows IngressRoutes. */
  routesKnown: boolean;
  /** What the API server did not take lately. */
  refusals: Refusal[];
}

/** The status of a session. */
export type Status = NonNullable<VDISession['status']>;
