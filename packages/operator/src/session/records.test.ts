import { projectPod } from './records';

const claims = (...names: string[]) =>
  names.map(name => ({ name, resourceClaimTemplateName: 'l4' }));

describe('the GPUs of a pod', () => {
  const gpusOf = (spec: object, status: object = {}) =>
    projectPod({ metadata: { name: 'pod' }, spec, status }).gpus;

  it('are none', () => {
    const requests = { cpu: '2', memory: '4Gi', 'ephemeral-storage': '0' };
    expect(gpusOf({ containers: [{ resources: { requests } }] })).toBe(
      undefined,
    );
  });

  it('are an extended resource', () => {
    const requests = { memory: '4Gi', 'nvidia.com/gpu': '2' };
    expect(gpusOf({ containers: [{ resources: { requests } }] })).toEqual({
      name: 'nvidia.com/gpu',
      count: 2,
    });
  });

  it.each([
    ['not yet', [], false],
    ['in part', ['gpu-1'], false],
    ['all', ['gpu-1', 'gpu-2'], true],
  ])('are claims, made: %s', (_, made, claimed) => {
    const resourceClaims = [
      ...claims('gpu-1', 'gpu-2'),
      // What somebody's webhook added.
      { name: 'nic', resourceClaimTemplateName: 'rdma' },
    ];
    const resourceClaimStatuses = made.map(name => ({ name }));
    expect(gpusOf({ resourceClaims }, { resourceClaimStatuses })).toEqual({
      name: 'l4',
      count: 2,
      claimed,
    });
  });
});
