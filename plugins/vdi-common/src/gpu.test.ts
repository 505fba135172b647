import { describeSharing, gpuName, type SharedGpu, sharingOf } from './gpu';

const MIG = 'nvidia.com/mig-1g.10gb';

describe('how a GPU is shared', () => {
  it.each<[SharedGpu, number, string]>([
    [{ resourceName: 'nvidia.com/gpu', sharing: 'none' }, 1, 'A whole GPU'],
    [{ resourceName: 'nvidia.com/gpu', sharing: 'none' }, 2, '2 whole GPUs'],
    [
      { resourceName: MIG },
      1,
      'A slice of a GPU (MIG 1g.10gb), with memory of its own',
    ],
    [
      { resourceName: MIG },
      2,
      '2 slices of GPUs (MIG 1g.10gb), each with memory of its own',
    ],
    [
      { resourceName: 'nvidia.com/gpu', sharing: 'slice' },
      1,
      'A slice of a GPU, with memory of its own',
    ],
    [
      { resourceName: 'nvidia.com/gpu.shared' },
      1,
      'Shares a GPU in time with others: no memory of its own',
    ],
    [
      { resourceName: `${MIG}.shared` },
      1,
      'Shares a slice of a GPU (MIG 1g.10gb) in time with others: no memory of its own',
    ],
    [
      { sharing: 'time' },
      1,
      'Shares a GPU in time with others: no memory of its own',
    ],
    [{}, 1, 'A GPU; whether others share it is not known'],
    [{}, 2, '2 GPUs; whether others share them is not known'],
  ])('%j, %i: %s', (gpu, count, words) => {
    expect(describeSharing(gpu, count)).toBe(words);
  });

  it.each<[SharedGpu, string | undefined]>([
    [{ resourceName: 'nvidia.com/gpu.shared', sharing: 'none' }, 'time'],
    [{ resourceName: MIG, sharing: 'none' }, 'slice'],
    [{ resourceName: MIG, sharing: 'time' }, 'time'],
    [{ resourceName: 'amd.com/gpu', sharing: 'slice' }, 'slice'],
    [{ resourceName: 'amd.com/gpu' }, undefined],
  ])('promises no more than holds of both name and template: %j', (gpu, is) => {
    expect(sharingOf(gpu)).toBe(is);
  });
});

describe('gpuName', () => {
  it('is what the template names', () => {
    expect(gpuName({ resourceName: 'nvidia.com/gpu' })).toBe('nvidia.com/gpu');
    expect(gpuName({ resourceClaimTemplateName: 'l4' })).toBe('l4');
  });
});
