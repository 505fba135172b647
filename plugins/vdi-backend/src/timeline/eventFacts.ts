import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { ClusterEvent } from '../desktops/ClusterEvent';
import { timeOf } from '../desktops/timeOf';
import type { Words, WordTable } from './EventWords';
import type { Fact } from './Fact';
import { homeWords } from './homeWords';
import { podWords } from './podWords';
import { sentences } from './sentences';
import { otherSessionWords, sessionWords } from './sessionWords';
import { ofRun } from './startFacts';

/**
 * What Kubernetes and the operator tell of a session, its pods and its home volume claim.
 *
 * @param events - those about objects of these names. Others may have had the names before: what is older than the session is theirs.
 */
export function eventFacts(
  session: VDISession,
  events: readonly ClusterEvent[],
): Fact[] {
  const made = timeOf(session.metadata.creationTimestamp) ?? 0;
  return events
    .filter(event => isAbout(session, event))
    .flatMap(readEvent)
    .filter(({ at }) => at >= made);
}

function isAbout(
  { metadata, status }: VDISession,
  { involvedObject = {} }: ClusterEvent,
): boolean {
  if (involvedObject.kind === 'VDISession') {
    return involvedObject.uid === metadata.uid;
  }
  // Its pod or its claim is somebody else's.
  return !status?.conditions?.some(({ reason }) => reason === 'NameConflict');
}

/** How Events about one kind of object are told. */
interface Teller {
  kind: Fact['kind'];
  words: WordTable;
  /** Words for a reason that is not in the table. */
  other(reason: string, message: string, warning: boolean): Words;
  about(uid: string | undefined, reason: string): string;
  /** Whether the title is Kubernetes' own message already. */
  quoted?: boolean;
}

const others: Teller['other'] = (_, message, warning) => ({
  kind: 'cluster',
  title: `Kubernetes ${warning ? 'warns' : 'says'}: ${sentences(message).title}`,
});

const TELLERS: Record<string, Teller | undefined> = {
  VDISession: {
    kind: 'change',
    words: sessionWords,
    other: otherSessionWords,
    about: (_, reason) => `session/${reason}`,
    quoted: true,
  },
  Pod: { kind: 'start', words: podWords, other: others, about: ofRun },
  PersistentVolumeClaim: {
    kind: 'home',
    words: homeWords,
    other: others,
    about: (_, reason) => `home/${reason}`,
  },
};

function readEvent(event: ClusterEvent): Fact[] {
  const { involvedObject = {}, reason = '', message = '', source } = event;
  const teller = TELLERS[involvedObject.kind ?? ''];
  const at = lastTime(event);
  if (!teller || at === undefined) return [];

  const node = source?.component === 'kubelet' ? source.host : undefined;
  const found = teller.words[reason];
  const told = { message, where: node ? ` on ${node}` : '' };
  const warning = event.type === 'Warning';
  const words =
    (typeof found === 'function' ? found(told) : found) ??
    teller.other(reason, message, warning);
  if (words === 'nothing') return [];

  const count = event.series?.count ?? event.count ?? 1;
  return [
    {
      kind: teller.kind,
      about: teller.about(involvedObject.uid, reason),
      at,
      ...(count > 1 && { count, since: firstTime(event) }),
      reason,
      message: teller.quoted ? undefined : message,
      ...words,
      severity: words.severity ?? (warning ? 'warning' : 'info'),
    },
  ];
}

function firstTime({ firstTimestamp, eventTime }: ClusterEvent) {
  return timeOf(firstTimestamp) ?? timeOf(eventTime);
}

function lastTime(event: ClusterEvent): number | undefined {
  const { series, lastTimestamp, metadata } = event;
  return (
    timeOf(series?.lastObservedTime) ??
    timeOf(lastTimestamp) ??
    firstTime(event) ??
    timeOf(metadata?.creationTimestamp)
  );
}
