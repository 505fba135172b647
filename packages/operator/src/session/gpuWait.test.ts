import { aPod, at, T0 } from '../testing/objects';
import { describeGpuWait } from './gpuWait';
import type { GpuUse } from './view';

const pod = aPod({}, { creationTimestamp: at(0) });
const MINUTE = 60_000;
const used: GpuUse = { total: 4, used: 4, before: 0 };
const describe1 = (gpus: Partial<GpuUse>, wanted = 1) =>
  describeGpuWait(pod, wanted, 'nvidia.com/gpu', { ...used, ...gpus });

describe('waiting for a GPU', () => {
  it.each<[Partial<GpuUse>, string]>([
    [{}, '4 of 4 in use. You are next, in the queue since 10:00 UTC.'],
    [
      { before: 2, nextFreeAt: T0 + 93 * MINUTE },
      '4 of 4 in use. The next one is expected free at about 11:40 UTC. 2 before you, in the queue since 10:00 UTC.',
    ],
    [
      { used: 1 },
      '1 of 4 in use by desktops, the others by something else. You are next, in the queue since 10:00 UTC.',
    ],
    [
      { total: 0, used: 0 },
      'No node of the cluster has a GPU of this kind (nvidia.com/gpu). An administrator has to add one.',
    ],
  ])('%j', (gpus, words) => {
    expect(describe1(gpus)).toBe(words);
  });

  it.each<[Partial<GpuUse>, number, string]>([
    [
      { before: 1, nextFreeAt: T0 + 93 * MINUTE },
      1,
      '4 in use by desktops, and no other is free. The next one is expected free at about 11:40 UTC. 1 before you, in the queue since 10:00 UTC.',
    ],
    [
      {},
      2,
      '4 in use; no node has 2 free. You are next, in the queue since 10:00 UTC.',
    ],
    [
      { used: 0 },
      1,
      'No node has a GPU of this kind free (l4), and no desktop has any. An administrator has to look why.',
    ],
    [
      { used: 0, before: 3 },
      2,
      'No node has 2 GPUs of this kind free (l4), and no desktop has any. An administrator has to look why.',
    ],
  ])(
    'of claimed ones nobody knows how many there are: %j',
    (gpus, wanted, words) => {
      const use = { ...used, total: undefined, ...gpus };
      expect(describeGpuWait(pod, wanted, 'l4', use)).toBe(words);
    },
  );

  it('says that several have to be on one node', () => {
    expect(describe1({ used: 3 }, 2)).toBe(
      '3 of 4 in use; no node has 2 free. You are next, in the queue since 10:00 UTC.',
    );
  });

  it('says that there will never be so many', () => {
    expect(describe1({ used: 0 }, 64)).toBe(
      'The desktop wants 64 GPUs (nvidia.com/gpu) and the cluster has 4. Delete it and ask for fewer.',
    );
  });

  it('says nothing in numbers where nodes may not be read', () => {
    expect(describeGpuWait(pod, 1, 'nvidia.com/gpu', undefined)).toBe(
      'Waiting for a GPU: no node has one free now.',
    );
  });

  it('changes its words a few times only while a long queue moves', () => {
    const words = Array.from({ length: 300 }, (_, before) =>
      describe1({ before, nextFreeAt: T0 + 50 * MINUTE - before * 1_000 }),
    );
    expect(new Set(words).size).toBeLessThan(15);
  });
});
