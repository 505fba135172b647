import type { VDITemplate } from './generated/VDITemplate';
import { sizeOf } from './size';
import { termsOf } from './terms';

type Spec = Parameters<typeof sizeOf>[0]['spec'];

const session = (said: Partial<Spec>) => ({
  spec: { user: 'alice@example.com', template: 'any', ...said },
});
const template = (said: Partial<VDITemplate['spec']>): VDITemplate => ({
  metadata: { name: 'any' },
  spec: { displayName: 'Any', image: 'any', ...said },
});
const gpu = { resourceName: 'nvidia.com/gpu' };

describe('sizeOf', () => {
  it.each([
    ['the defaults', {}, undefined, { memory: '4Gi' }],
    ['one GPU where there are GPUs', {}, { gpu }, { gpu: 1, memory: '4Gi' }],
    [
      'what the template says',
      {},
      { gpu, resources: { default: { gpu: 2, cpu: 4, memory: '8Gi' } } },
      { gpu: 2, cpu: 4, memory: '8Gi' },
    ],
    [
      'what the session says',
      { gpu: 3, memory: '1Gi' },
      { gpu, resources: { default: { gpu: 2, cpu: 4, memory: '8Gi' } } },
      { gpu: 3, cpu: 4, memory: '1Gi' },
    ],
    ['no GPU where there is none', { gpu: 3 }, {}, { memory: '4Gi' }],
  ])('is %s', (_, resources, said, size) => {
    const made = said && template(said);
    expect(sizeOf(session({ resources }), made)).toEqual(size);
  });
});

describe('termsOf', () => {
  it.each([
    ['8h', 'desktop', {}, undefined],
    ['2h', 'template', {}, { timeout: { default: '2h' } }],
    ['90m', 'desktop', { timeout: '90m' }, { timeout: { default: '2h' } }],
    ['12h', 'template', { timeout: '48h' }, { timeout: { max: '12h' } }],
    ['1h', 'template', {}, { timeout: { default: '2h', max: '1h' } }],
    ['2h', 'template', { timeout: 'x' }, { timeout: { default: '2h' } }],
  ])('is %s, a limit of the %s, for %j and %j', (timeout, of, said, spec) => {
    const made = spec && template(spec);
    expect(termsOf(session(said), made)).toMatchObject({
      timeout,
      timeoutOf: of,
    });
  });
});
