import {
  formatBytes,
  formatDuration,
  sizeOf,
} from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from '../children/buildHome';
import { describeHomeWait } from './homeState';
import type { Words } from './podState';
import { type ContainerRecord, podCondition, type PodRecord } from './records';
import { describeStarting } from './startingState';
import { fromTime } from './time';
import type { SessionView } from './view';

/** Starts of a container after which a desktop that is not ready counts as failed even while it tries again. */
const CRASHES = 3;

/** Crashes are counted up to this: a desktop that crashes for ever is not told of for ever. */
const COUNTED = 10;

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

/**
 * What the kubelet says of a pod that has a node.
 *
 * @param now - milliseconds since 1970
 */
export function describeContainer(
  pod: PodRecord,
  view: SessionView,
  now: number,
): Words {
  const { container } = pod;
  const { session } = view;
  const starting = () => describeStarting(pod, view, now);
  if (!container) return hasHome(session) ? attaching(view) : starting();
  const { waiting, restartCount } = container;
  const why = waiting?.reason ?? '';
  if (IMAGE_REASONS.has(why)) {
    return [
      'ImageCannotBePulled',
      `The image cannot be fetched: ${describeImage(waiting?.message)}. The template's owner has to mend it.`,
    ];
  }
  if (REFUSED_REASONS.has(why)) {
    return describeRefused(waiting?.message || why, view);
  }
  if (
    restartCount > 0 &&
    (why === 'CrashLoopBackOff' || restartCount >= CRASHES)
  ) {
    return describeCrash(pod, container, view);
  }
  if (waiting && restartCount === 0) {
    const sandbox = podCondition(pod, 'PodReadyToStartContainers');
    // Volumes are mounted before the pod's sandbox is made, and images are fetched after it.
    if (sandbox?.status === 'True') {
      return ['PullingImage', 'Fetching the image.'];
    }
    if (hasHome(session)) return attaching(view);
  }
  return starting();
}

function attaching(view: SessionView): Words {
  return view.homeTrouble === undefined && view.named.home?.phase !== 'Lost'
    ? ['AttachingHome', 'Attaching your home volume.']
    : describeHomeWait(view);
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

/** `secret "licence" not found`, `couldn't find key token in Secret team/licence`, and the same of config maps. */
const MISSING =
  /^(?:(secret|configmap) "([^"]+)" not found|couldn't find key (\S+) in (Secret|ConfigMap) \S+\/(\S+))/;

/** The kubelet cannot make the container: mostly because the template's environment names a Secret that is not there. */
function describeRefused(message: string, { session }: SessionView): Words {
  const found = MISSING.exec(message);
  if (!found) {
    return [
      'Refused',
      `The desktop cannot be started: ${message}. The template's owner has to mend it.`,
    ];
  }
  const [, kind, name, key, keyKind, keyName] = found;
  const noun = /secret/i.test(kind ?? keyKind) ? 'Secret' : 'ConfigMap';
  const what = key
    ? `the key "${key}" of the ${noun} "${keyName}"`
    : `the ${noun} "${name}"`;
  return [
    'SecretNotFound',
    `The template "${session.spec.template}" needs ${what} in the namespace "${session.metadata.namespace}", which is not there. The desktop starts as soon as somebody adds it.`,
  ];
}

function describeCrash(
  pod: PodRecord,
  { restartCount, ended }: ContainerRecord,
  { session, template }: SessionView,
): Words {
  if (ended?.reason === 'OOMKilled') {
    const { memory } = sizeOf(session, template);
    return [
      'OutOfMemory',
      `The desktop needed more than its ${formatBytes(memory)}. It is tried again; if that goes on, it needs more memory.`,
    ];
  }
  return [
    'DesktopCrashed',
    `The desktop ended ${howOften(pod, restartCount, ended?.finishedAt)}. ${lastWords(ended)} It is tried again; if that goes on, its template's owner has to mend it.`,
  ];
}

function lastWords({ message, exitCode }: ContainerRecord['ended'] = {}) {
  const lastLine = message?.trim().split('\n').at(-1)?.trim();
  if (lastLine) return `Its last words: "${lastLine.slice(0, 200)}".`;
  return exitCode === 0
    ? 'There was no error: its image may have nothing to run.'
    : `Its exit code was ${exitCode ?? 'not told'}.`;
}

function howOften(pod: PodRecord, times: number, until?: string): string {
  if (times === 1) return 'once';
  if (times > COUNTED) return `more than ${COUNTED} times`;
  const since = fromTime(pod.metadata.creationTimestamp);
  const last = fromTime(until);
  const within =
    since !== undefined && last !== undefined && last > since
      ? ` in ${formatDuration(last - since)}`
      : '';
  return `${times} times${within}`;
}
