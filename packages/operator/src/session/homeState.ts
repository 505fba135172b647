import { hasHome } from '../children/buildHome';
import type { Words } from './podState';
import type { SessionView } from './view';

/** What somebody is told whose desktop waits for its home volume, with the cluster's own words where it has some. */
export function describeHomeWait({ named, homeTrouble }: SessionView): Words {
  if (named.home?.phase === 'Lost') {
    return [
      'HomeLost',
      'The storage of your home volume does not exist any more. An administrator has to bring it back; deleting the desktop and its volume claim gives up the files in it.',
    ];
  }
  return homeTrouble === undefined
    ? ['AttachingHome', 'Waiting for your home volume.']
    : [
        'AttachingHome',
        `Your home volume is not there yet: ${sentence(homeTrouble)} The desktop starts as soon as it is.`,
      ];
}

/** `Your home is safe.`, where there is one. */
export function homeIsSafe({ session }: SessionView): string {
  return hasHome(session) ? ' Your home is safe.' : '';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
