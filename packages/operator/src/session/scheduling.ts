import {
  formatBytes,
  formatCpu,
  gpuName,
  sizeOf,
} from '@backstage-vdi/plugin-vdi-common';
import { describeGpuWait } from './gpuWait';
import { describeHomeWait } from './homeState';
import type { Words } from './podState';
import type { PodCondition, PodRecord } from './records';
import type { SessionView } from './view';

/** The scheduler's words where a driver of Dynamic Resource Allocation has nothing free that a claim fits. */
const NOT_ALLOCATED = 'cannot allocate all claims';

/** The scheduler's words where nobody installed that driver. */
const NO_DEVICE_CLASS = /device class (\S+) does not exist/;

/** What a scheduler that found no node for a pod says, for the one who waits. */
export function describeScheduling(
  pod: PodRecord,
  scheduled: PodCondition | undefined,
  view: SessionView,
): Words {
  const { reason, message = '' } = scheduled ?? {};
  if (reason === 'SchedulingGated') {
    return ['WaitingForNode', 'Waiting in the queue.'];
  }
  // The scheduler says nothing of a pod whose claims are not made.
  if (pod.gpus?.claimed === false) {
    return ['WaitingForGPU', describeNoClaim(pod.gpus.name, view)];
  }
  if (reason !== 'Unschedulable') {
    // A scheduler that waits for a volume on the node of its choice says nothing for minutes.
    return view.homeTrouble === undefined
      ? ['Scheduling', 'Finding a node.']
      : describeHomeWait(view);
  }

  const { session, template } = view;
  const { gpu: wanted = 1, cpu, memory } = sizeOf(session, template);
  const gpu = template?.spec.gpu && gpuName(template.spec.gpu);
  if (gpu && message.includes(`Insufficient ${gpu}`)) {
    return ['WaitingForGPU', describeGpuWait(pod, wanted, gpu, view.gpus)];
  }
  if (gpu && message.includes(NOT_ALLOCATED)) {
    // A device class may stand for an extended resource too, of which nodes then do not tell.
    const use = view.gpus && { ...view.gpus, total: undefined };
    return ['WaitingForGPU', describeGpuWait(pod, wanted, gpu, use)];
  }
  const [, deviceClass] = NO_DEVICE_CLASS.exec(message) ?? [];
  if (gpu && deviceClass) {
    return [
      'WaitingForGPU',
      `The cluster has no GPU of this kind (${gpu}): its device class "${deviceClass}" does not exist. An administrator has to add its driver.`,
    ];
  }
  if (
    /persistentvolume|volume node affinity|VolumeBinding|storageclass/i.test(
      message,
    )
  ) {
    return describeHomeWait(view);
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
      `Waiting for a node with ${cpu === undefined ? 'enough free processor cores' : `${formatCpu(cpu)} free`}.`,
    ];
  }
  return ['WaitingForNode', 'Waiting for a node that takes this desktop.'];
}

function describeNoClaim(name: string, { session }: SessionView): string {
  const { spec, metadata } = session;
  return `The template "${spec.template}" claims its GPU by the ResourceClaimTemplate "${name}" in the namespace "${metadata.namespace}", of which no claim is made: most often it is not there. The desktop starts as soon as somebody adds it.`;
}
