import { stringify } from 'yaml';
import { golden } from '../testing/golden';
import { aGpuTemplate, aTemplate } from '../testing/objects';
import { buildPrePull, prePullName } from './buildPrePull';

const namespace = 'vdi-system';
const full = aTemplate({
  gpu: { resourceName: 'nvidia.com/gpu', runtimeClassName: 'nvidia' },
  nodeSelector: { pool: 'desktops' },
  tolerations: [{ key: 'spot', operator: 'Exists' }],
  affinity: {
    nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] },
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [] },
  },
  imagePullSecrets: [{ name: 'registry' }],
  priorityClassName: 'interactive',
});

describe('buildPrePull', () => {
  it.each([
    ['prepull', buildPrePull(aTemplate(), { namespace })],
    [
      'prepull-everything',
      buildPrePull(full, {
        namespace,
        gpuNodes: ['nvidia.com/gpu.present=true'],
      }),
    ],
  ])('%s', async (name, manifest) => {
    expect(stringify(manifest)).toBe(await golden(name, manifest));
  });

  it('keeps templates without GPUs off no nodes', () => {
    const gpuNodes = ['nvidia.com/gpu.present=true'];
    const selectorOf = (built: object) =>
      JSON.stringify(built).includes('gpu.present');
    const place = { namespace, gpuNodes };
    expect(selectorOf(buildPrePull(aTemplate(), place))).toBe(false);
    expect(selectorOf(buildPrePull(aGpuTemplate(), place))).toBe(true);
  });

  it('has another mark whenever something else is to be run', () => {
    const markOf = (spec: object) =>
      buildPrePull(aTemplate(spec), { namespace }).metadata.annotations;
    expect(markOf({})).toEqual(markOf({ displayName: 'Another' }));
    expect(markOf({})).not.toEqual(markOf({ image: 'other' }));
    expect(markOf({})).not.toEqual(markOf({ nodeSelector: { a: 'b' } }));
  });

  it('has a name that a label can have, whatever the template’s', () => {
    expect(prePullName('cad')).toBe('prepull-cad');
    expect(prePullName('a.b').length).toBeLessThanOrEqual(63);
    expect(prePullName('x'.repeat(253)).length).toBeLessThanOrEqual(63);
  });
});
