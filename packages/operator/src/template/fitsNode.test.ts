import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { aNode } from '../testing/aNode';
import { aTemplate } from '../testing/objects';
import { fitsNode } from './fitsNode';

const GPU = 'nvidia.com/gpu';
const gpu = { resourceName: GPU };

/** Affinity that asks for one of these. */
const requires = (...nodeSelectorTerms: object[]) => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms },
    },
  },
});
const expression = (key: string, operator: string, ...values: string[]) =>
  requires({ matchExpressions: [{ key, operator, values }] });

describe('fitsNode', () => {
  const l4 = aNode({
    labels: { model: 'l4', memory: '24' },
    gpus: { [GPU]: '4' },
  });
  const spot = aNode({
    taints: [{ key: 'spot', value: 'yes', effect: 'NoSchedule' }],
  });
  const tainted = aNode({
    taints: [{ key: GPU, value: 'present', effect: 'NoSchedule' }],
    gpus: { [GPU]: '1' },
  });

  it.each<[string, Partial<VDITemplate['spec']>, typeof l4, boolean]>([
    ['takes any', {}, l4, true],
    ['takes no pods', {}, aNode({ unschedulable: true }), false],
    ['is not ready', {}, aNode({ ready: false }), false],
    ['has GPUs', { gpu }, l4, true],
    ['has no GPU', { gpu }, aNode(), false],
    ['has GPUs of no use now', { gpu }, aNode({ gpus: { [GPU]: '0' } }), false],
    [
      'does not tell of GPUs that are claimed',
      { gpu: { resourceClaimTemplateName: 'l4' } },
      aNode(),
      true,
    ],
    [
      'is kept for GPUs, which claims do not tolerate by themselves',
      { gpu: { resourceClaimTemplateName: 'l4' } },
      tainted,
      false,
    ],
    ['has the label', { nodeSelector: { model: 'l4' } }, l4, true],
    ['has another label', { nodeSelector: { model: 'a100' } }, l4, false],
    ['has a taint', {}, spot, false],
    [
      'has a taint that is tolerated',
      { tolerations: [{ operator: 'Exists' }] },
      spot,
      true,
    ],
    [
      'has a taint of another value',
      { tolerations: [{ key: 'spot', value: 'no' }] },
      spot,
      false,
    ],
    [
      'has a taint of that value',
      { tolerations: [{ key: 'spot', value: 'yes' }] },
      spot,
      true,
    ],
    [
      'has a taint of another effect',
      {
        tolerations: [{ key: 'spot', operator: 'Exists', effect: 'NoExecute' }],
      },
      spot,
      false,
    ],
    [
      'has a taint that asks only',
      {},
      aNode({ taints: [{ key: 'spot', effect: 'PreferNoSchedule' }] }),
      true,
    ],
    ['is kept for GPUs, and it is about one', { gpu }, tainted, true],
    ['is kept for GPUs, and it is about none', {}, tainted, false],
    ['is one of those', expression('model', 'In', 'a100', 'l4'), l4, true],
    ['is none of those', expression('model', 'In', 'a100'), l4, false],
    ['is not to be that', expression('model', 'NotIn', 'l4'), l4, false],
    ['has any', expression('model', 'Exists'), l4, true],
    ['is to have none', expression('model', 'DoesNotExist'), l4, false],
    ['has more', expression('memory', 'Gt', '16'), l4, true],
    ['has not less', expression('memory', 'Lt', '16'), l4, false],
    ['has nothing to compare', expression('memory', 'Gt', '16'), spot, false],
    [
      'is asked for by name',
      requires({
        matchFields: [
          { key: 'metadata.name', operator: 'In', values: ['node-1'] },
        ],
      }),
      l4,
      true,
    ],
    ['is asked nothing', requires({}), l4, false],
    [
      'meets the second',
      requires(
        {},
        { matchExpressions: [{ key: 'model', operator: 'Exists' }] },
      ),
      l4,
      true,
    ],
    [
      'is asked what is no affinity',
      { affinity: { nodeAffinity: 'yes' } },
      l4,
      true,
    ],
  ])('a node that %s', (_, spec, node, fits) => {
    expect(fitsNode(aTemplate(spec), 'node-1', node)).toBe(fits);
  });
});
