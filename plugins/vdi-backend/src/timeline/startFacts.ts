import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { timeOf } from '../desktops/timeOf';
import type { Fact } from './Fact';

type Timings = NonNullable<NonNullable<VDISession['status']>['timings']>;

/** The name of a step of a run, for the facts about it: each run has a pod of its own. */
export const ofRun = (podUid: string | undefined, step: string) =>
  `pod/${podUid}/${step}`;

/** How far the start of the present run got, and when. */
export function startFacts({ metadata, spec, status }: VDISession): Fact[] {
  const { timings = {}, podUID, nodeName, lastRestart } = status ?? {};
  const node = nodeName ? ` on ${nodeName}` : '';
  const home = spec.persistence?.enabled !== false;
  const known = (stage: keyof Timings, title: string, step: string): Fact[] => {
    const at = timeOf(timings[stage]);
    if (at === undefined) return [];
    const about = ofRun(podUID, step);
    return [{ at, kind: 'start', severity: 'info', title, about }];
  };
  // The first run was asked for with the session, and one that took another's place is told as a restart.
  const again =
    timeOf(timings.requested) !== timeOf(metadata.creationTimestamp) &&
    !lastRestart;
  return [
    ...(again
      ? known('requested', 'Started', 'start').map(fact => ({
          ...fact,
          about: 'deed/start',
        }))
      : []),
    ...known('scheduled', `A place was found${node}`, 'Scheduled'),
    ...known(
      'volumeReady',
      home ? 'The home volume was attached' : 'Its network was made',
      'sandbox',
    ),
    ...known('imageReady', `The image was there${node}`, 'Pulled'),
    ...known('started', 'The desktop began to run', 'Started'),
    ...known('ready', 'The desktop answered', 'ready'),
    ...known('routed', 'Ready to open', 'open').map((fact): Fact => ({
      ...fact,
      kind: 'running',
      severity: 'success',
    })),
  ];
}
