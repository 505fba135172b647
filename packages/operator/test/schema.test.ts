import { randomUUID } from 'node:crypto';
import { KubeError } from '@backstage-vdi/kube';
import { VDISESSION, VDITEMPLATE } from '../src/resources';
import { EXAMPLE_TEMPLATES } from '../src/testing/exampleTemplates';
import { type Any, TestNamespace } from './TestNamespace';

describe('the schema of VDISession', () => {
  let ns: TestNamespace;
  beforeAll(async () => {
    ns = await TestNamespace.create();
  });
  afterAll(() => ns.remove());

  /** The refusal of a session, as the API server words it. */
  async function refusalOf(attempt: Promise<unknown>): Promise<string> {
    const error = await attempt.then(
      () => new Error('It was taken'),
      (reason: Error) => reason,
    );
    return error instanceof KubeError && error.status === 422
      ? error.message
      : `not refused as invalid: ${error.message}`;
  }

  it.each([
    [{ user: 'alice' }, 'spec.user'],
    [{ user: undefined }, 'spec.user: Required value'],
    [{ template: undefined }, 'spec.template: Required value'],
    [{ template: 'No Name' }, 'spec.template'],
    [{ userRef: 'component:default/x' }, 'spec.userRef'],
    [{ resources: { gpu: 0 } }, 'spec.resources.gpu'],
    [{ resources: { gpu: -1 } }, 'spec.resources.gpu'],
    [{ resources: { gpu: 1.5 } }, 'spec.resources.gpu'],
    [
      { resources: { memory: '4 potatoes' } },
      'spec.resources.memory.*a quantity greater than zero, such as 500m or 4Gi',
    ],
    [{ resources: { memory: '-4Gi' } }, 'spec.resources.memory'],
    [{ resources: { memory: 0 } }, 'spec.resources.memory'],
    [{ resources: { cpu: 'many' } }, 'spec.resources.cpu'],
    [{ resources: { cpu: '1e-2147483647' } }, 'spec.resources.cpu'],
    [{ resources: { memory: '1e2147483647' } }, 'spec.resources.memory'],
    [{ persistence: { size: '1E+2147483647' } }, 'spec.persistence.size'],
    [{ persistence: { size: 'big' } }, 'spec.persistence.size'],
    [
      { timeout: '8 hours' },
      'spec.timeout.*a duration longer than zero, such as 90m, 8h or 1h30m',
    ],
    [{ timeout: '0s' }, 'spec.timeout'],
    [{ timeout: '99999999999h' }, 'spec.timeout'],
    [{ idleTimeout: '-5m' }, 'spec.idleTimeout'],
    [{ shares: [{ ref: 'bob', role: 'view' }] }, 'spec.shares\\[0\\].ref'],
    [
      { shares: [{ ref: 'user:default/bob', role: 'own' }] },
      'spec.shares\\[0\\].role',
    ],
  ])('refuses %j and names the field', async (spec, message) => {
    const attempt = ns.session('refused', { template: 'any', ...spec });
    expect(await refusalOf(attempt)).toMatch(new RegExp(message, 's'));
    expect(ns.get('session', 'refused')).toBeUndefined();
  });

  it('fills in what is not said, but for what its template may say', async () => {
    const { spec } = await ns.session('defaults', { template: 'any' });
    expect(spec).toEqual({
      user: 'alice@example.com',
      template: 'any',
      running: true,
      resources: {},
      persistence: { enabled: true, size: '10Gi', retain: true },
    });
  });

  it.each([
    ['user', 'bob@example.com'],
    ['userRef', 'user:default/bob'],
    ['userRef', null],
    ['template', 'another'],
  ])('refuses to change spec.%s to %j', async (field, value) => {
    const name = randomUUID();
    await ns.session(name, { template: 'any', userRef: 'user:default/alice' });
    const message = await refusalOf(ns.patchSession(name, { [field]: value }));
    expect(message).toContain(`spec.${field}`);
    expect(message).toContain('cannot be changed');
  });

  it('takes names of 253 characters', async () => {
    const name = `${'long.'.repeat(50)}abc`;
    const { metadata } = await ns.session(name, { template: 'any' });
    expect(metadata?.name).toHaveLength(253);
  });

  it('takes no script for the address of a desktop', async () => {
    await ns.session('scripted', { template: 'any' });
    const ref = { namespace: ns.name, name: 'scripted', subresource: 'status' };
    const patch = (url: string) =>
      ns.transport.patch<Any>(VDISESSION, ref, {
        type: 'merge',
        body: { status: { url } },
      });
    expect(await refusalOf(patch('data:text/html,hello'))).toContain(
      'status.url',
    );
    const url = 'https://alice.vdi.example.com:8443/?a=b';
    expect((await patch(url)).status.url).toBe(url);
  });

  it.each([
    [{ ephemeralStorage: '1e2147483647' }, 'spec.ephemeralStorage'],
    [
      { resources: { max: { memory: '1e2147483647' } } },
      'spec.resources.max.memory',
    ],
  ])('refuses a template with %j', async (spec, field) => {
    const attempt = ns.createTemplate(`${ns.name}-bad`, spec);
    expect(await refusalOf(attempt)).toContain(field);
  });

  it('refuses a custom runtime without its port', async () => {
    const attempt = ns.createTemplate(`${ns.name}-bad`, {
      runtime: { type: 'custom' },
    });
    expect(await refusalOf(attempt)).toContain('spec.runtime.port');
  });

  it.each([
    [{ path: 'who' }, 'spec.runtime.activity.path'],
    [{ path: '/../../secrets' }, 'spec.runtime.activity.path'],
    [{ path: '/%2e%2e/secrets' }, 'spec.runtime.activity.path'],
    [{ path: '//other.example.com/' }, 'spec.runtime.activity.path'],
    [{ path: '/who#x' }, 'spec.runtime.activity.path'],
    [{ path: '/who', format: 'gauge' }, 'spec.runtime.activity.name'],
    [{ path: '/who', name: 'a{b="c"}' }, 'spec.runtime.activity.name'],
    [{ format: 'json' }, 'spec.runtime.activity.path'],
  ])('refuses to look for people by %j', async (activity, field) => {
    const attempt = ns.createTemplate(`${ns.name}-bad`, {
      runtime: { type: 'novnc', activity: activity as { path: string } },
    });
    expect(await refusalOf(attempt)).toContain(field);
  });

  it.each([
    { path: '/' },
    { path: '/api/v1/sessions.json?all=1' },
    { path: '/metrics', format: 'counter' as const, name: 'frames_total' },
  ])('takes %j to look for people by', async activity => {
    const name = await ns.template({ runtime: { type: 'novnc', activity } });
    const { spec } = await ns.transport.get<Any>(VDITEMPLATE, { name });
    expect(spec.runtime.activity).toEqual({ format: 'json', ...activity });
  });

  it.each(EXAMPLE_TEMPLATES)('takes all of $file', async ({ template }) => {
    const name = await ns.template(template.spec);
    const { spec } = await ns.transport.get<Any>(VDITEMPLATE, { name });
    // What the schema does not know would be gone without a word.
    expect(spec).toMatchObject(template.spec);
  });

  it.each([
    [{}, 'needs either resourceName or resourceClaimTemplateName'],
    [
      { resourceName: 'nvidia.com/gpu', resourceClaimTemplateName: 'l4' },
      'needs either resourceName or resourceClaimTemplateName',
    ],
    [{ resourceClaimTemplateName: 'L4' }, 'gpu.resourceClaimTemplateName'],
    [{ resourceName: 'gpu' }, 'gpu.resourceName'],
  ])('refuses to call a GPU %j', async (gpu, message) => {
    const attempt = ns.createTemplate(`${ns.name}-bad`, { gpu });
    expect(await refusalOf(attempt)).toContain(message);
  });

  it('refuses a transport that there is none of', async () => {
    const runtime = { type: 'selkies', transport: 'rdp' as 'webrtc' } as const;
    const attempt = ns.createTemplate(`${ns.name}-bad`, { runtime });
    expect(await refusalOf(attempt)).toContain('spec.runtime.transport');
  });

  it('takes a template that says nothing of its runtime', async () => {
    const made = await ns.template({ runtime: undefined });
    const { spec } = await ns.transport.get<Any>(VDITEMPLATE, { name: made });
    expect(spec.runtime).toEqual({ type: 'selkies' });
  });
});
