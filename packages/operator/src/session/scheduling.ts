import { formatBytes, sizeOf } from '@backstage-vdi/plugin-vdi-common';
import { describeGpuWait } from './gpuWait';
import { describeHomeWait } from './homeState';
import type { Words } from './podState';
import type { PodCondition, PodRecord } from './records';
import type { SessionView } from './view';

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
  if (reason !== 'Unschedulable') return ['Scheduling', 'Finding a node.'];

  const { session, template } = view;
  const { gpu: gpus = 1, cpu, memory } = sizeOf(session, template);
  const gpu = template?.spec.gpu?.resourceName;
  if (gpu && message.includes(`Insufficient ${gpu}`)) {
    return ['WaitingForGPU', describeGpuWait(pod, gpus, gpu, view.gpus)];
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
      `Waiting for a node with ${cpu ?? 'enough'} free processor cores.`,
    ];
  }
  return ['WaitingForNode', 'Waiting for a node that takes this desktop.'];
}
