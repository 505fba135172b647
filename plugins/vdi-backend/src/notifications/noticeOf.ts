import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { phaseOf, titleOf } from '../service/sessionView';
import { plainText } from '../timeline/plainText';
import { stopWords } from './stopWords';

/** What a desktop's owner is to be told. */
export interface Notice {
  /** What it is told for: the same of the same desktop is told once. */
  cause: string;
  payload: NotificationPayload;
}

/** When a notice is due, and where it leads. */
export interface NoticeTerms {
  /** What time it is for the cluster, in milliseconds since 1970. */
  now: number;
  /** How long before it stops a desktop says so, in milliseconds. */
  beforeMs: number;
  /** Where its owner extends a desktop, or starts it again: a path in the portal. */
  link: string;
}

/**
 * What is to be told of a desktop now: that it stops soon, or that it failed; `undefined` where that is nothing. Pure.
 *
 * @param template - the session's; `undefined` where it does not exist
 */
export function noticeOf(
  session: VDISession,
  template: VDITemplate | undefined,
  terms: NoticeTerms,
): Notice | undefined {
  // Whoever turned it off, or deletes it, knows.
  if (session.spec.running === false) return undefined;
  const phase = phaseOf(session);
  if (phase === 'Running') return stopNotice(session, template, terms);
  if (phase === 'Failed') return failureNotice(session, template, terms);
  return undefined;
}

function stopNotice(
  session: VDISession,
  template: VDITemplate | undefined,
  terms: NoticeTerms,
): Notice | undefined {
  const { stopsAt } = session.status ?? {};
  const words = stopsAt && stopWords(stopsAt, session, template, terms);
  if (!words) return undefined;
  return {
    // One that is put off is another one.
    cause: `stop/${stopsAt.reason}/${stopsAt.time}`,
    payload: {
      ...payload(session, 'desktop-stops', terms),
      title: plainText(`${titleOf(session, template)} ${words.title}`),
      description: words.description,
      severity: 'normal',
    },
  };
}

function failureNotice(
  session: VDISession,
  template: VDITemplate | undefined,
  terms: NoticeTerms,
): Notice {
  const { metadata, status } = session;
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  // Where it did not come to a pod, it is tried anew when its owner changes something.
  const run = status?.podUID ?? `generation ${metadata.generation}`;
  return {
    cause: `failure/${ready?.reason}/${run}`,
    payload: {
      ...payload(session, 'desktop-failed', terms),
      title: plainText(`${titleOf(session, template)} failed`),
      description: ready && plainText(ready.message),
      severity: 'high',
    },
  };
}

function payload(
  { metadata }: VDISession,
  topic: string,
  { link }: NoticeTerms,
) {
  return {
    link,
    topic,
    // A later one takes the place of an earlier one: what was told last is what is so.
    scope: `${topic}/${metadata.uid}`,
  };
}
