import { hasHome } from '../children/buildHome';
import type { Words } from './podState';
import type { SessionView } from './view';

/** What somebody is told whose desktop waits for its home volume, with the cluster's own words where it has some. */
export function describeHomeWait(view: SessionView): Words {
  const { named, homeTrouble } = view;
  if (named.home?.phase === 'Lost') {
    return [
      'HomeLost',
      'The storage of your home volume does not exist any more. An administrator has to bring it back; deleting the desktop and its volume claim gives up the files in it.',
    ];
  }
  const mode = refusedAccessMode(view);
  if (mode) {
    return [
      'AttachingHome',
      `Your home volume is not there yet: its storage does not take the access mode ${mode}. An administrator has to give homes another.`,
    ];
  }
  return homeTrouble === undefined
    ? ['AttachingHome', 'Waiting for your home volume.']
    : [
        'AttachingHome',
        `Your home volume is not there yet: ${sentence(homeTrouble)} The desktop starts as soon as it is.`,
      ];
}

/** How the cluster says that storage cannot be had in the way that it is claimed: each kind of storage in words of its own. */
const ACCESS_MODE = /access ?modes?|ReadWriteOncePod/i;

/** The access mode of a home, where its storage does not take it. Storage without CSI takes no `ReadWriteOncePod`. */
function refusedAccessMode({
  named: { home },
  homeTrouble = '',
}: SessionView): string | undefined {
  return ACCESS_MODE.test(homeTrouble) ? home?.accessMode : undefined;
}

/** What an administrator is told whose storage does not serve a home. */
export function describeHomeTrouble(
  view: SessionView,
  trouble: string,
): { reason: string; message: string } {
  if (!refusedAccessMode(view)) return { reason: 'Pending', message: trouble };
  const name = view.named.home?.metadata.name;
  return {
    reason: 'AccessModeRefused',
    message: `${sentence(trouble)} Name another access mode, in the template (persistence.accessMode) or for all homes (homeAccessMode), and delete the claim ${name}: nothing was ever in it, and it is made anew.`,
  };
}

/** `Your home is safe.`, where there is one. */
export function homeIsSafe({ session }: SessionView): string {
  return hasHome(session) ? ' Your home is safe.' : '';
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
