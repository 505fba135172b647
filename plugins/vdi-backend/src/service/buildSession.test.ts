import { aTemplate } from '../testing/objects';
import { buildSession } from './buildSession';

const build = (template = aTemplate(), title?: string) =>
  buildSession({
    namespace: 'vdi-sessions',
    name: 'alice-blender-1',
    owner: { user: 'alice@example.com', userRef: 'user:default/alice' },
    request: { template: template.metadata.name, title },
    template,
  });

describe('buildSession', () => {
  it('says no more than is known', () => {
    expect(build()).toEqual({
      metadata: { namespace: 'vdi-sessions', name: 'alice-blender-1' },
      spec: {
        user: 'alice@example.com',
        userRef: 'user:default/alice',
        template: 'blender',
      },
    });
  });

  it("writes out the template's defaults", () => {
    const defaults = {
      resources: { gpu: 1, cpu: '2', memory: '8Gi' },
      persistence: { size: '50Gi', retain: false },
      idleTimeout: '1h',
    };
    const template = aTemplate('blender', {
      ...defaults,
      resources: { default: defaults.resources, max: { memory: '64Gi' } },
      timeout: { default: '4h', max: '12h' },
    });
    expect(build(template).spec).toMatchObject({ ...defaults, timeout: '4h' });
  });

  it('leaves to the template how the home is claimed', () => {
    const persistence = { size: '50Gi', accessMode: 'ReadWriteOnce' } as const;
    const { spec } = build(aTemplate('blender', { persistence }));
    expect(spec.persistence).toEqual({ size: '50Gi' });
  });

  it('keeps the title that the person gave', () => {
    expect(build(aTemplate(), 'Szene 4 – Nacht').metadata.annotations).toEqual({
      'vdi.kasm.io/title': 'Szene 4 – Nacht',
    });
  });
});
