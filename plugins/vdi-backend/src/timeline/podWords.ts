import { formatBytes } from '@backstage-vdi/plugin-vdi-common';
import type { Told, Words, WordTable } from './EventWords';

/**
 * Words for what scheduler, kubelet and the controllers of nodes and volumes tell of a desktop's pod.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/master/pkg/kubelet/events/event.go - the kubelet's reasons
 */
export const podWords: WordTable = {
  Scheduled: ({ message }) => {
    const node = / to (\S+)$/.exec(message)?.[1];
    return { title: `A place was found${node ? ` on ${node}` : ''}` };
  },
  FailedScheduling: ({ message }) => ({
    severity: 'warning',
    title: unschedulable(message),
  }),
  TriggeredScaleUp: { title: 'Another node is being added for it' },
  NotTriggerScaleUp: {
    title: 'No node can be added that would have room for it',
  },
  Preempted: {
    kind: 'restart',
    title: 'It had to make room for something more important',
  },
  Evicted: { kind: 'restart', title: 'Its node had no room left' },
  NodeNotReady: { kind: 'running', title: 'Its node stopped answering' },
  TaintManagerEviction: ({ message }) =>
    message.startsWith('Cancelling')
      ? { kind: 'running', title: 'It stays on its node after all' }
      : { kind: 'restart', title: 'It has to leave its node' },

  SuccessfulAttachVolume: {
    kind: 'home',
    title: 'The home volume was brought to its node',
  },
  FailedAttachVolume: {
    kind: 'home',
    title: 'The home volume could not be brought to its node yet',
  },
  FailedMount: {
    kind: 'home',
    title: 'A volume could not be attached yet',
  },
  FailedCreatePodSandBox: { title: 'Its network could not be made yet' },
  SandboxChanged: { title: 'Its network is made anew' },

  Pulling: ({ where }) => ({ title: `The image is being fetched${where}` }),
  Pulled: ({ message, where }) => ({
    title: `The image was there${where}`,
    detail: fetched(message),
  }),
  Failed: failed,
  ErrImageNeverPull: { title: 'The image is not on its node' },
  InspectFailed: { title: 'The name of the image is not valid' },
  BackOff: ({ message }) =>
    /pulling image/i.test(message)
      ? { title: 'Fetching the image is tried again after a pause' }
      : {
          kind: 'restart',
          title: 'The desktop ended, and begins again after a pause',
        },

  // Its start follows at once.
  Created: 'nothing',
  Started: { title: 'The desktop began to run' },
  Unhealthy: ({ message }) =>
    message.startsWith('Readiness')
      ? // Each start begins with some of these.
        { severity: 'info', title: 'The desktop did not answer' }
      : { kind: 'running', title: 'The desktop did not answer' },
  Killing: ({ message }) =>
    /will be restarted/.test(message)
      ? { kind: 'restart', title: 'The desktop is ended, to begin again' }
      : { kind: 'stop', title: 'The desktop was told to end' },
  FailedKillPod: { kind: 'stop', title: 'The desktop could not be ended yet' },
  ExceededGracePeriod: {
    kind: 'stop',
    title: 'The desktop did not end in time and was ended by force',
  },
};

/** Why a scheduler finds no node. */
function unschedulable(message: string): string {
  if (/persistentvolume|volume node affinity|storageclass/i.test(message)) {
    return 'No place was found yet: its home volume is not there';
  }
  const [, missing] = /Insufficient (\S+?)[.,;]?(?:\s|$)/.exec(message) ?? [];
  if (missing === 'memory') {
    return 'No place was found yet: no node has enough free memory';
  }
  if (missing === 'cpu') {
    return 'No place was found yet: no node has enough free processor cores';
  }
  return missing?.includes('/')
    ? 'No place was found yet: no GPU of its kind is free'
    : 'No place was found yet: no node takes this desktop';
}

/** `Successfully pulled image "…" in 12.3s (14s including waiting). Image size: 6100000000 bytes.` */
function fetched(message: string): string | undefined {
  if (message.includes('already present')) {
    return 'It was on the node already.';
  }
  const took = / in (\S+)/.exec(message)?.[1];
  if (!took) return undefined;
  const bytes = /size: (\d+) bytes/.exec(message)?.[1];
  const size = bytes ? `: ${formatBytes(Number(bytes))}` : '';
  return `Fetched in ${seconds(took)}${size}.`;
}

/** A Go duration of a program, such as `1m2.345678s` or `87.5ms`, to be read: in whole seconds. */
function seconds(duration: string): string {
  return /\d(?:ms|µs|us|ns)$/.test(duration)
    ? 'less than a second'
    : duration
        .replace(/(\d)\.\d+s$/, '$1s')
        .replace(/(\d)h/, '$1 h ')
        .replace(/(\d)m/, '$1 min ')
        .replace(/(\d)s$/, '$1 s');
}

function failed({ message }: Told): Words | 'nothing' {
  // Said with its reason too, right before.
  if (/^Error: (ErrImagePull|ImagePullBackOff)$/.test(message)) {
    return 'nothing';
  }
  return /pull(ing)? image|inspect image/i.test(message)
    ? { title: 'The image could not be fetched' }
    : { title: 'The desktop could not be made to run' };
}
