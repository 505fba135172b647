import type { EventRecorder, Logger, Transport } from '@backstage-vdi/kube';
import type { Sources } from './observe';

/** What writes are made with. */
export interface Executor extends Sources {
  transport: Transport;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Takes what is told as Kubernetes Events. Absent: it is not told. */
  events?: Pick<EventRecorder, 'record'>;
  /** Says with every line which session it is about, and which look at it. */
  logger: Logger;
}
