import type {
  Reason,
  VDISession,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { RouteKnowledge } from '../reachability/routeKnowledge';
import type { ChildKind } from '../resources';
import type { HostView } from '../routes/HostClaims';
import type { HostTrouble } from '../routes/hostTrouble';
import type { PastRepair } from './driftPace';
import type {
  HomeRecord,
  PodRecord,
  RouteRecord,
  ServiceRecord,
} from './records';

/** A child that the API server did not take, as somebody has to hear of it. */
export interface Refusal {
  kind: ChildKind;
  reason:
    | Extract<
        Reason,
        'NameConflict' | 'QuotaExceeded' | 'Refused' | 'RouteNotAvailable'
      >
    | HostTrouble['reason'];
  /** What happened, for people. */
  message: string;
  /** Not to be tried again before this time, in milliseconds since 1970. */
  until: number;
}

/** The objects that bear the names of a session's children, whoever they belong to. */
export interface NamedChildren {
  home?: HomeRecord;
  service?: ServiceRecord;
  route?: RouteRecord;
  pod?: PodRecord;
}

/** What is known of people at a desktop. */
export interface Activity {
  /** When somebody could last be looked for, with success. Milliseconds since 1970. */
  lastProbe?: number;
  /** When somebody was last seen connected. Milliseconds since 1970. */
  lastActivity?: number;
  /**
   * Since when an unbroken row of successful probes found nobody; absent while somebody is connected, and while it is not known
   * now. Milliseconds since 1970.
   */
  idleSince?: number;
  /** Where it was seen, such as the name of a runtime's endpoint. */
  source: string;
}

/** The GPUs of a session's kind on the nodes that its template may use. */
export interface GpuUse {
  /** On nodes that are ready and take pods. Absent where nodes do not tell: of GPUs that are claimed. */
  total?: number;
  /**
   * By desktops of this operator: it sees no other pods. Where the scheduler finds none free and this is below the total, others have
   * them.
   */
  used: number;
  /** Desktops that wait for the same and have waited longer. */
  before: number;
  /** The earliest end of a running one's clock. Milliseconds since 1970. */
  nextFreeAt?: number;
}

/** Everything that is known of one session, at one moment. */
export interface SessionView extends HostView {
  session: VDISession;
  /** `undefined` where it does not exist. */
  template?: VDITemplate;
  /** Why no pod may be made from the template's image now, for people. Absent: one may. */
  imageRefusal?: string;
  named: NamedChildren;
  /**
   * When something was last done for a session that was asked for no later than this one: then this one stands in line. Milliseconds
   * since 1970. Absent: nothing was.
   */
  lineMovedAt?: number;
  /** Whether the cluster knows what leads people to desktops. */
  routesKnown: boolean;
  /** What the API server did not take lately. */
  refusals: Refusal[];
  /** What became of the last repairs of its children. Absent: there were none. */
  pastRepairs?: PastRepair[];
  /** Absent: unknown, which is never taken for nobody. */
  activity?: Activity;
  /** What is known of the way to the present run of its desktop, through its route. Absent: nobody checks routes. */
  routeCheck?: RouteKnowledge;
  /** Absent where nodes may not be read, and where it wants none. */
  gpus?: GpuUse;
  /** Why the home volume is not there, in the cluster's own words. Absent where nothing is said. */
  homeTrouble?: string;
}

/** The status of a session. */
export type Status = NonNullable<VDISession['status']>;
