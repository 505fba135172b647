import type { Terms, VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Activity, Status } from '../session/view';

/** Why a desktop stops. */
export type StopReason = NonNullable<Status['stopReason']>;

/** When a desktop stops, and why. */
export interface End {
  /** Milliseconds since 1970. */
  at: number;
  reason: StopReason;
  /** The reason as the end of a sentence for the owner: `the 8 h limit of this template`. */
  why: string;
  /** How long the time is that runs out then, in milliseconds. */
  whole: number;
  /** It counts from then on. Default: always. Milliseconds since 1970. */
  from?: number;
}

/** What policies look at. */
export interface PolicyInput {
  session: VDISession;
  terms: Terms;
  /** When the present run became ready; `undefined` while it is not. Milliseconds since 1970. */
  startedAt?: number;
  /** Since when the present run takes up a node, ready or not. Milliseconds since 1970. */
  heldSince?: number;
  /** Absent: unknown. */
  activity?: Activity;
  /** Milliseconds since 1970. */
  now: number;
  /** How often it is looked for people, in milliseconds. */
  probeEvery: number;
}

/** One reason to stop a desktop; `undefined` where it does not apply. Pure. */
export type Policy = (input: PolicyInput) => End | undefined;
