import { formatBytes, formatDuration } from '@backstage-vdi/plugin-vdi-common';
import { hasHome } from '../children/buildHome';
import type { Words } from './podState';
import type { PodRecord } from './records';
import { fromTime } from './time';
import type { SessionView } from './view';

/** How long a desktop that filled its disk stays ended: it may well do so again, each time with gigabytes. Milliseconds. */
const WAIT_MS = 300_000;

/**
 * The kubelet's words for a pod that wrote more than it may. One that it evicts for want of room on the node bears the same reason.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#ephemeral-storage-consumption-management
 */
const OWN_LIMIT =
  /exceed(?:s|ed) .*\blimit (?:of containers )?"?([^\s"]+?)"?\. *$/;

/** The limit, as a quantity, of a pod that was ended because it wrote more than that; `undefined` for any other. */
export function exceededDisk(pod: PodRecord): string | undefined {
  const evicted = pod.phase === 'Failed' && pod.reason === 'Evicted';
  return evicted ? OWN_LIMIT.exec(pod.message ?? '')?.[1] : undefined;
}

/** When a pod that filled its disk may be replaced, in milliseconds since 1970; `undefined` for any other. */
export function diskFullUntil(pod: PodRecord): number | undefined {
  if (exceededDisk(pod) === undefined) return undefined;
  // Nothing of a pod changes any more once it is over.
  const { creationTimestamp } = pod.metadata;
  const times = pod.conditions.map(it => it.lastTransitionTime);
  const known = [creationTimestamp, ...times].map(it => fromTime(it) ?? 0);
  return Math.max(...known) + WAIT_MS;
}

/**
 * What is told of a desktop that filled its disk.
 *
 * @param limit - as {@link exceededDisk} gives it
 */
export function describeFullDisk(
  limit: string,
  { session }: SessionView,
): Words {
  const files = hasHome(session)
    ? 'Your home is safe: large files belong there.'
    : 'The files on it are gone.';
  return [
    'DiskFull',
    `The desktop filled its ${formatBytes(limit)} of disk, and starts again within ${formatDuration(WAIT_MS)}. ${files}`,
  ];
}
