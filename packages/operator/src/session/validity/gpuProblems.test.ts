import { aClaimTemplate, aPod, aView, madeOf } from '../../testing/objects';
import type { PodRecord } from '../records';
import { gpuProblems } from './gpuProblems';

const template = aClaimTemplate();
const gpus = { name: 'l4', count: 1, claimed: true };

describe('the GPUs of a desktop', () => {
  it.each<[string, PodRecord, boolean]>([
    ['were left out by the cluster', madeOf(aPod(), template), true],
    ['are claimed', { ...madeOf(aPod(), template), gpus }, false],
    ['were not claimed yet when its pod was made', aPod(), false],
  ])('%s', (_, pod, isProblem) => {
    const found = gpuProblems(aView({ template, named: { pod } }));
    expect(found.map(({ reason }) => reason)).toEqual(
      isProblem ? ['GpuNotClaimed'] : [],
    );
  });

  it('are none without a pod', () => {
    expect(gpuProblems(aView({ template }))).toEqual([]);
  });
});
