import {
  ANNOTATION_ACTIVE_AT,
  ANNOTATION_RESTARTED_AT,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import { conditionFacts } from './conditionFacts';
import type { Fact } from './Fact';
import { startFacts } from './startFacts';
import { STOPS } from './stops';

/** What a session itself says of what happened to it: its making, its present or last run, and what is so now. */
export function statusFacts(session: VDISession): Fact[] {
  return [
    ...whole(session),
    ...startFacts(session),
    ...stopped(session),
    ...restarted(session),
    ...conditionFacts(session),
  ];
}

/** A fact, if it is known when. */
function fact(
  time: string | undefined,
  {
    severity = 'info',
    ...words
  }: Omit<Fact, 'at' | 'severity'> & Partial<Fact>,
): Fact[] {
  const at = timeOf(time);
  return at === undefined ? [] : [{ ...words, severity, at }];
}

const readyOf = ({ status }: VDISession) =>
  status?.conditions?.find(({ type }) => type === 'Ready');

/** What is said of the session as a whole. */
function whole(session: VDISession): Fact[] {
  const { metadata, spec } = session;
  const { annotations, creationTimestamp, deletionTimestamp } = metadata;
  const ready = readyOf(session);
  return [
    ...fact(creationTimestamp, {
      kind: 'request',
      title: 'Requested',
      detail: `From the template "${spec.template}".`,
      about: 'deed/create',
    }),
    ...fact(annotations?.[ANNOTATION_ACTIVE_AT], {
      kind: 'request',
      title: 'Kept',
      detail: 'Somebody wanted to keep it, which counts as being connected.',
      about: 'deed/extend',
    }),
    ...fact(deletionTimestamp, {
      kind: 'request',
      title: 'Deleted',
      detail: ready?.reason === 'Deleting' ? ready.message : undefined,
      reason: 'Deleting',
      about: 'deed/delete',
    }),
  ];
}

function stopped(session: VDISession): Fact[] {
  const { stopTime, stopReason = 'ByUser' } = session.status ?? {};
  const ready = readyOf(session);
  return fact(stopTime, {
    ...STOPS[stopReason],
    kind: 'stop',
    detail: ready?.reason === stopReason ? ready.message : undefined,
    reason: stopReason,
  });
}

function restarted(session: VDISession): Fact[] {
  const { metadata, status } = session;
  const last = status?.lastRestart;
  const asked = fact(metadata.annotations?.[ANNOTATION_RESTARTED_AT], {
    kind: 'restart',
    title: 'Restart requested',
    about: 'deed/restart',
  });
  if (!last) return asked;
  const { reason, message, time } = last;
  if (reason === 'ByUser') {
    return fact(time, {
      kind: 'restart',
      title: 'Restarted',
      reason,
      about: 'deed/restart',
    });
  }
  // Told by the condition for as long as it lasts.
  if (readyOf(session)?.reason === 'NodeLost') return asked;
  const deleted = reason === 'PodDeleted';
  return [
    ...asked,
    ...fact(time, {
      kind: 'restart',
      severity: deleted ? 'info' : 'warning',
      title: `Started anew: ${message}`,
      reason,
      // What becomes of a desktop that was evicted is told as of one whose node is lost.
      about: `session/${deleted ? reason : 'NodeLost'}`,
    }),
  ];
}
