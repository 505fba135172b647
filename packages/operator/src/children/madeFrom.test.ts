import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { aGpuTemplate, aSession, aTemplate } from '../testing/objects';
import { changedParts, madeFrom } from './madeFrom';

const of = (session: VDISession, template: VDITemplate) =>
  changedParts(madeFrom(aSession(), aTemplate()), madeFrom(session, template));

describe('madeFrom', () => {
  it.each<[string, Partial<VDITemplate['spec']>]>([
    ['image', { image: 'registry.example.com/desktop:2' }],
    ['rest', { env: [{ name: 'LICENCE', value: 'x' }] }],
    ['rest', { runtime: { type: 'kasmvnc' } }],
    ['rest', { nodeSelector: { disk: 'ssd' } }],
    ['rest', { security: { profile: 'baseline' } }],
    ['rest', { policies: { clipboard: 'none' } }],
    ['rest', { runtime: { type: 'novnc', transport: 'websocket' } }],
  ])('tells that a template has another %s: %j', (part, spec) => {
    expect(of(aSession(), aTemplate(spec))).toEqual([part]);
  });

  it('tells that the session wants another size', () => {
    const session = aSession({ spec: { resources: { memory: '8Gi' } } });
    expect(of(session, aTemplate())).toEqual(['size']);
  });

  it('takes the size of the template where the session says none', () => {
    const session = aSession({ spec: { resources: {} } });
    const sized = (memory: string) =>
      madeFrom(session, aTemplate({ resources: { default: { memory } } }));
    expect(changedParts(sized('4Gi'), sized('8Gi'))).toEqual(['size']);
  });

  it('tells of a GPU in both of its parts', () => {
    expect(of(aSession(), aGpuTemplate())).toEqual(['size', 'rest']);
  });

  it('tells that GPUs are claimed, and by what', () => {
    const claim = (resourceClaimTemplateName: string) =>
      madeFrom(aSession(), aTemplate({ gpu: { resourceClaimTemplateName } }));
    expect(changedParts(claim('l4'), claim('a100'))).toEqual(['rest']);
    const counted = madeFrom(aSession(), aGpuTemplate());
    expect(changedParts(counted, claim('l4'))).toEqual(['rest']);
  });

  it.each<[string, Partial<VDITemplate['spec']>]>([
    ['how it is called', { displayName: 'Other', description: 'x' }],
    ['that it is deprecated', { deprecated: { message: 'Use another.' } }],
    ['how long it may run', { timeout: { max: '1h' }, idleTimeout: '5m' }],
    [
      'how its activity is seen',
      { runtime: { type: 'novnc', activity: { path: '/connections' } } },
    ],
    ['that it says nothing of what people may do', { policies: {} }],
    ['what may be asked for', { resources: { max: { memory: '64Gi' } } }],
  ])('does not care %s', (_, spec) => {
    expect(of(aSession(), aTemplate(spec))).toEqual([]);
  });

  it('does not care about the order of keys and how a number is written', () => {
    const made = (selector: Record<string, string>, cpu: string | number) =>
      madeFrom(
        aSession({ spec: { resources: { cpu } } }),
        aTemplate({ nodeSelector: selector }),
      );
    expect(made({ a: '1', b: '2' }, 2)).toBe(made({ b: '2', a: '1' }, '2'));
  });

  it('fits into an annotation and is the same for ever', () => {
    expect(madeFrom(aSession(), aTemplate())).toMatchInlineSnapshot(
      `"image-aa21eca400.size-ef9de2d904.rest-ae62d24b9a"`,
    );
    expect(madeFrom(aSession(), aGpuTemplate())).toMatchInlineSnapshot(
      `"image-aa21eca400.size-c685b02e2b.rest-b184144943"`,
    );
  });
});
