import {
  describeState,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';

const LOOK_AGAIN =
  'Call get-desktop again in 5 seconds, until it runs. Or give the person its page, which opens it as soon as it does.';

const WAIT =
  'It waits for what the sentence says, which may take long: tell the person. Call get-desktop again in a minute.';

const ENDED: Record<'Stopped' | 'Failed' | 'Terminating', string> = {
  Stopped: 'Call start-desktop when somebody wants to work in it again.',
  Failed:
    'It does not start again by itself: tell the person why. When the cause is gone, stop-desktop and then start-desktop try again.',
  Terminating: 'It does not come back. request-desktop gives another.',
};

/** What an agent does best with a desktop as it is. Pure. */
export function nextStep({ phase, reason, url }: SessionView): string {
  if (phase === 'Stopped' && reason === 'Stopping') {
    return 'It ends within a minute; get-desktop tells when it has.';
  }
  if (phase === 'Stopped' || phase === 'Failed' || phase === 'Terminating') {
    return ENDED[phase];
  }
  if (describeState(phase, reason).tone === 'waiting') return WAIT;
  if (phase !== 'Running' || !url) return LOOK_AGAIN;
  return 'Give the person its address: only people work in it. extend-desktop gives it more time; stop-desktop frees what it uses.';
}
