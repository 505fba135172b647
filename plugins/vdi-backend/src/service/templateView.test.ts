import { aTemplate } from '../testing/objects';
import { compareTemplates, viewTemplate } from './templateView';

const view = (...template: Parameters<typeof aTemplate>) =>
  viewTemplate({ cluster: 'one', template: aTemplate(...template) });

describe('viewTemplate', () => {
  it('shows the smallest template with the defaults that a session gets', () => {
    expect(view()).toEqual({
      cluster: 'one',
      name: 'blender',
      displayName: 'Blender',
      tags: [],
      resources: { memory: '4Gi' },
      timeout: '8h',
    });
  });

  it('shows everything that a template says to people, and nothing that it does not', () => {
    const spec = {
      description: 'Models and renders',
      icon: 'https://example.com/blender.svg',
      docsUrl: 'https://example.com/blender',
      tags: ['3d'],
      deprecated: { replacement: 'blender-5' },
    };
    const shown = view('blender', {
      ...spec,
      gpu: { resourceName: 'nvidia.com/gpu', sharing: 'none', note: '1 × L4' },
      resources: { default: { gpu: 2, cpu: 4, memory: '16Gi' } },
      timeout: { default: '4h', max: '12h' },
      env: [{ name: 'LICENSE_SERVER', value: 'secret.internal' }],
    });
    expect(shown).toEqual({
      cluster: 'one',
      name: 'blender',
      displayName: 'Blender',
      ...spec,
      gpu: { resourceName: 'nvidia.com/gpu', sharing: 'none', note: '1 × L4' },
      resources: { gpu: 2, cpu: '4', memory: '16Gi' },
      timeout: '4h',
    });
  });

  it.each([
    ['a GPU desktop', { resourceName: 'nvidia.com/gpu' }, 1],
    ['a CPU desktop', undefined, undefined],
  ])('counts the GPUs of %s', (_, gpu, count) => {
    expect(view('t', { gpu }).resources.gpu).toBe(count);
  });
});

describe('compareTemplates', () => {
  it('orders by what people read, deprecated ones last', () => {
    const views = [
      view('a', { displayName: 'Blender 4', deprecated: {} }),
      view('b', { displayName: 'Desktop' }),
      view('c', { displayName: 'Blender 10' }),
      view('d', { displayName: 'Blender 5' }),
    ];
    expect(views.sort(compareTemplates).map(({ name }) => name)).toEqual([
      'd',
      'c',
      'b',
      'a',
    ]);
  });
});
