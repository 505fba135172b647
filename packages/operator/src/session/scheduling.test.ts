import {
  aClaimTemplate,
  aGpuTemplate,
  anUnschedulablePod,
  aSession,
  aView,
} from '../testing/objects';
import { type PodCondition, type PodRecord, podCondition } from './records';
import { describeScheduling } from './scheduling';

const NONE_FREE = '0/2 nodes are available: 2 cannot allocate all claims.';
const NO_CLASS =
  '0/2 nodes are available: request gpu: device class gpu.example.com does not exist.';

/** A pod whose GPU is claimed, or is to be. */
const claiming = (claimed: boolean, message?: string): PodRecord => ({
  ...anUnschedulablePod(message ?? ''),
  gpus: { name: 'l4', count: 1, claimed },
  ...(message === undefined && { conditions: [] }),
});

const scheduled = (pod: PodRecord): PodCondition | undefined =>
  podCondition(pod, 'PodScheduled');

describe('a desktop that waits for a GPU that is claimed', () => {
  const view = aView({ template: aClaimTemplate() });
  const use = { used: 4, before: 0 };

  it.each<[string, PodRecord, typeof view, RegExp]>([
    [
      'none is free',
      claiming(true, NONE_FREE),
      { ...view, gpus: use },
      /^4 in use by desktops, and no other is free\. You are next, in the queue since /,
    ],
    [
      'none is free, and nodes may not be read',
      claiming(true, NONE_FREE),
      view,
      /^Waiting for a GPU: no node has one free now\.$/,
    ],
    [
      'its driver is not there',
      claiming(true, NO_CLASS),
      { ...view, gpus: use },
      /^The cluster has no GPU of this kind \(l4\): its device class "gpu\.example\.com" does not exist\./,
    ],
    [
      'no claim was made',
      claiming(false),
      view,
      /^The template "cpu" claims its GPU by the ResourceClaimTemplate "l4" in the namespace "team", of which no claim is made/,
    ],
    [
      'a device class stands for the resource that it counts',
      anUnschedulablePod(NONE_FREE),
      {
        ...view,
        template: aGpuTemplate(),
        gpus: { total: 0, used: 0, before: 0 },
      },
      /^No node has a GPU of this kind free \(nvidia\.com\/gpu\), and no desktop has any\./,
    ],
  ])('is told when %s', (_, pod, seen, words) => {
    const [reason, message] = describeScheduling(pod, scheduled(pod), seen);
    expect(reason).toBe('WaitingForGPU');
    expect(message).toMatch(words);
  });

  it('is told nothing of GPUs when a node is too small', () => {
    const pod = claiming(true, '0/2 nodes are available: 2 Insufficient cpu.');
    const session = aSession({ spec: { resources: { cpu: '500m' } } });
    expect(
      describeScheduling(pod, scheduled(pod), { ...view, session }),
    ).toEqual(['WaitingForNode', 'Waiting for a node with 0.5 CPU free.']);
  });

  it('waits in its queue before anything is claimed', () => {
    const gated: PodRecord = {
      ...claiming(false),
      conditions: [
        { type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' },
      ],
    };
    expect(describeScheduling(gated, scheduled(gated), view)).toEqual([
      'WaitingForNode',
      'Waiting in the queue.',
    ]);
  });
});
