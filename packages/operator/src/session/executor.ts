import type { Logger, Transport } from '@backstage-vdi/kube';
import type { Sources } from './observe';
import type { SessionEvent } from './plan';

/** What an Event is about. */
export interface Regarding {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  uid?: string;
}

/** Takes Events, to be written when there is time. Returns at once, and never throws. */
export interface EventSink {
  record(event: SessionEvent & { regarding: Regarding }): void;
}

/** What writes are made with. */
export interface Executor extends Sources {
  transport: Transport;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Takes what is told as Kubernetes Events. Absent: it is not told. */
  events?: EventSink;
  /** Says with every line which session it is about, and which look at it. */
  logger: Logger;
}
