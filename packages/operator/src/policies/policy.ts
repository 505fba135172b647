import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Status } from '../session/view';

/** Why a desktop stops. */
export type StopReason = NonNullable<Status['stopReason']>;

/** When a desktop stops, and why. */
export interface End {
  /** Milliseconds since 1970. */
  at: number;
  reason: StopReason;
}

/** What policies look at. */
export interface PolicyInput {
  session: VDISession;
  /** When the present run became ready; `undefined` while it is not. Milliseconds since 1970. */
  startedAt?: number;
  /** Milliseconds since 1970. */
  now: number;
}

/** One reason to stop a desktop; `undefined` where it does not apply. Pure. */
export type Policy = (input: PolicyInput) => End | undefined;
