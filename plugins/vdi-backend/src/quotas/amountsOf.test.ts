import { aSession, aTemplate } from '../testing/objects';
import { amountsOf } from './amountsOf';

const GI = 2 ** 30;
const gpuTemplate = aTemplate('blender', {
  gpu: { resourceName: 'nvidia.com/gpu' },
  resources: { default: { gpu: 2 } },
});

it.each([
  ['a CPU desktop', aSession(), aTemplate(), 1, 0, 10],
  ["its template's GPUs", aSession(), gpuTemplate, 1, 2, 10],
  [
    'its own size',
    aSession('a', { resources: { gpu: 1 }, persistence: { size: '20Gi' } }),
    gpuTemplate,
    1,
    1,
    20,
  ],
  [
    'only its home when stopped',
    aSession('a', { running: false }),
    gpuTemplate,
    0,
    0,
    10,
  ],
  [
    'no home',
    aSession('a', { persistence: { enabled: false } }),
    aTemplate(),
    1,
    0,
    0,
  ],
  [
    'what failed',
    aSession('a', {}, { phase: 'Failed' }),
    gpuTemplate,
    1,
    2,
    10,
  ],
  ['one without its template', aSession(), undefined, 1, 0, 10],
])('counts %s', (_, session, template, running, gpus, home) => {
  expect(amountsOf(session, template)).toEqual({
    running,
    gpus,
    homeSize: home * GI,
  });
});

it('counts whole bytes, and no more than Kubernetes does', () => {
  const homeOf = (size: string) =>
    amountsOf(aSession('a', { persistence: { size } }), undefined).homeSize;
  expect(homeOf('1.1Gi')).toBe(1_181_116_007);
  expect(homeOf('1e999')).toBe(2 ** 63);
});

it('counts of one that is being deleted the home, until it is gone', () => {
  const session = aSession();
  const deletionTimestamp = '2026-10-01T08:00:00Z';
  const metadata = { ...session.metadata, deletionTimestamp };
  expect(amountsOf({ ...session, metadata }, gpuTemplate)).toEqual({
    running: 0,
    gpus: 0,
    homeSize: 10 * GI,
  });
});
