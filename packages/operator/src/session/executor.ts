import type { Transport } from '@backstage-vdi/kube';
import type { Sources } from './observe';

/** What writes are made with. */
export interface Executor extends Sources {
  transport: Transport;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: () => number;
}
