import {
  formatBytes,
  type Reason,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from '../children/buildHome';
import {
  type ContainerRecord,
  podCondition,
  type PodCondition,
  type PodRecord,
} from './records';

/** How far a desktop is, and what its owner is told. */
export interface Summary {
  reason: Reason;
  message: string;
  /** Since when it may be so, in milliseconds since 1970. */
  since: number;
}

/** Starts of a container after which a desktop that is not ready counts as failed even while it tries again. */
const CRASHES = 3;

/** Kubelet's reasons for an image that it cannot get. */
const IMAGE_REASONS = new Set([
  'ErrImageNeverPull',
  'ErrImagePull',
  'ImageInspectError',
  'ImagePullBackOff',
  'InvalidImageName',
  'RegistryUnavailable',
  'SignatureValidationFailed',
]);

/** Kubelet's reasons for a container that it cannot make. */
const REFUSED_REASONS = new Set([
  'CreateContainerConfigError',
  'CreateContainerError',
  'RunContainerError',
]);

/** What a pod says, in words for the desktop's owner. */
export function describePod(
  pod: PodRecord,
  session: VDISession,
  template?: VDITemplate,
): Summary {
  const created = Date.parse(pod.metadata.creationTimestamp ?? '') || 0;
  const ready = podCondition(pod, 'Ready');
  const changed = Date.parse(ready?.lastTransitionTime ?? '') || 0;
  const [reason, message] = words(pod, session, template);
  return { reason, message, since: Math.max(created, changed) };
}

function words(
  pod: PodRecord,
  session: VDISession,
  template: VDITemplate | undefined,
): [Reason, string] {
  if (pod.phase === 'Failed' || pod.phase === 'Succeeded') {
    const why = pod.reason ? ` (${pod.reason})` : '';
    const home = hasHome(session) ? ' Your home is safe.' : '';
    return [
      'NodeLost',
      `Its node ended the desktop${why}; it is started again.${home}`,
    ];
  }
  const ready = podCondition(pod, 'Ready');
  if (ready?.status === 'True') return ['Running', 'The desktop runs.'];
  if (ready?.reason === 'NodeNotReady') {
    return ['NodeLost', 'The node of the desktop stopped answering.'];
  }
  const scheduled = podCondition(pod, 'PodScheduled');
  if (!pod.nodeName && scheduled?.status !== 'True') {
    return describeScheduling(scheduled, session, template);
  }
  return describeContainer(pod, session);
}

/** What a scheduler that found no node says, for the one who waits. */
function describeScheduling(
  scheduled: PodCondition | undefined,
  session: VDISession,
  template: VDITemplate | undefined,
): [Reason, string] {
  const { reason, message = '' } = scheduled ?? {};
  if (reason === 'SchedulingGated') {
    return ['WaitingForNode', 'Waiting in the queue.'];
  }
  if (reason !== 'Unschedulable') return ['Scheduling', 'Finding a node.'];

  const gpu = template?.spec.gpu?.resourceName;
  const { gpu: gpus = 1, cpu, memory = '4Gi' } = session.spec.resources ?? {};
  if (gpu && message.includes(`Insufficient ${gpu}`)) {
    return [
      'WaitingForGPU',
      `Waiting for ${gpus > 1 ? `${gpus} GPUs` : 'a GPU'}: no node has ${gpus > 1 ? 'so many' : 'one'} free now.`,
    ];
  }
  if (
    /persistentvolumeclaim|volume node affinity|VolumeBinding/i.test(message)
  ) {
    return ['AttachingHome', 'Waiting for your home volume.'];
  }
  if (message.includes('Insufficient memory')) {
    return [
      'WaitingForNode',
      `Waiting for a node with ${formatBytes(memory)} of free memory.`,
    ];
  }
  if (message.includes('Insufficient cpu')) {
    return [
      'WaitingForNode',
      `Waiting for a node with ${cpu ?? 'enough'} free processor cores.`,
    ];
  }
  return ['WaitingForNode', 'Waiting for a node that takes this desktop.'];
}

/** What the kubelet says of a pod that has a node. */
function describeContainer(
  { container, conditions }: PodRecord,
  session: VDISession,
): [Reason, string] {
  const starting: [Reason, string] = [
    'StartingDesktop',
    'Starting the desktop.',
  ];
  if (!container) {
    return hasHome(session)
      ? ['AttachingHome', 'Attaching your home volume.']
      : starting;
  }
  const { waiting, restartCount } = container;
  const why = waiting?.reason ?? '';
  if (IMAGE_REASONS.has(why)) {
    return [
      'ImageCannotBePulled',
      `The image cannot be fetched: ${describeImage(waiting?.message)}.`,
    ];
  }
  if (REFUSED_REASONS.has(why)) {
    return [
      'Refused',
      `The desktop cannot be started: ${waiting?.message ?? why}.`,
    ];
  }
  if (
    restartCount > 0 &&
    (why === 'CrashLoopBackOff' || restartCount >= CRASHES)
  ) {
    return describeCrash(container, session);
  }
  if (waiting && restartCount === 0) {
    const sandbox = conditions.find(
      ({ type }) => type === 'PodReadyToStartContainers',
    );
    // Volumes are mounted before the pod's sandbox is made, and images are fetched after it.
    if (sandbox?.status === 'True')
      return ['PullingImage', 'Fetching the image.'];
    if (hasHome(session))
      return ['AttachingHome', 'Attaching your home volume.'];
  }
  return starting;
}

/** A registry's refusal in a few words; they do not change from attempt to attempt. */
function describeImage(message = ''): string {
  if (/not found|manifest unknown|does not exist/i.test(message)) {
    return 'not found';
  }
  if (
    /unauthorized|denied|forbidden|authentication|\b40[13]\b/i.test(message)
  ) {
    return 'the registry does not allow it';
  }
  if (/invalid|couldn't parse/i.test(message)) return 'its name is not valid';
  return 'the registry does not answer';
}

function describeCrash(
  { restartCount, ended }: ContainerRecord,
  session: VDISession,
): [Reason, string] {
  if (ended?.reason === 'OOMKilled') {
    const { memory = '4Gi' } = session.spec.resources ?? {};
    return [
      'OutOfMemory',
      `The desktop needed more than its ${formatBytes(memory)}.`,
    ];
  }
  const times = restartCount === 1 ? 'once' : `${restartCount} times`;
  const lastLine = ended?.message?.trim().split('\n').at(-1)?.trim();
  const lastWords = lastLine
    ? `Its last words: "${lastLine.slice(0, 200)}".`
    : `Its exit code was ${ended?.exitCode ?? 'not told'}.`;
  return ['DesktopCrashed', `The desktop ended ${times}. ${lastWords}`];
}
