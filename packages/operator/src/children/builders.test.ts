import fc from 'fast-check';
import { stringify } from 'yaml';
import { golden } from '../testing/golden';
import {
  aGpuTemplate,
  aSession,
  aTemplate,
  settings,
} from '../testing/objects';
import { buildHome } from './buildHome';
import { buildIngressRoute, type HostNameError } from './buildIngressRoute';
import { buildPod } from './buildPod';
import { buildService } from './buildService';

const HOST = 'alice-ov7zhpulqm.vdi.example.com';
const session = aSession();
const bare = aSession({
  spec: { resources: undefined, persistence: { enabled: false } },
});
const full = aTemplate({
  runtime: {
    type: 'custom',
    port: 6080,
    scheme: 'https',
    healthPath: '/up',
    homePath: '/home/desktop',
  },
  security: { profile: 'baseline' },
  gpu: { resourceName: 'nvidia.com/mig-1g.5gb', runtimeClassName: 'nvidia' },
  env: [
    { name: 'LANG', value: 'de_DE.UTF-8' },
    { name: 'LICENCE', secretKeyRef: { name: 'cad', key: 'licence' } },
    { name: 'HOME', value: '/root' },
    { name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' },
  ],
  nodeSelector: { 'gpu.example.com/model': 'l4' },
  tolerations: [{ key: 'nvidia.com/gpu', operator: 'Exists' }],
  affinity: { nodeAffinity: {} },
  priorityClassName: 'interactive',
  schedulerName: 'gpu-scheduler',
  queueName: 'desktops',
  imagePullSecrets: [{ name: 'registry' }],
  persistence: { storageClassName: 'fast' },
  resources: { default: { cpu: 2 } },
});

describe('builders', () => {
  it.each([
    ['pod-cpu', buildPod(session, aTemplate())],
    ['pod-gpu', buildPod(session, aGpuTemplate())],
    ['pod-bare', buildPod(bare, aTemplate())],
    ['pod-everything', buildPod(session, full)],
    ['home-kept', buildHome(session, aTemplate())],
    [
      'home-owned',
      buildHome(
        aSession({ spec: { persistence: { size: '1Ti', retain: false } } }),
        full,
      ),
    ],
    ['service', buildService(session)],
    ['route', buildIngressRoute(session, 'http', HOST, settings)],
    [
      'route-everything',
      buildIngressRoute(session, 'https', HOST, {
        ...settings,
        entryPoint: 'desktops',
        forwardAuth: 'vdi-gate',
        certResolver: 'letsencrypt',
      }),
    ],
  ])('%s', async (name, manifest) => {
    expect(stringify(manifest)).toBe(await golden(name, manifest));
  });

  it('puts nothing into a rule that could end it', () => {
    const ruleOf = (host: string) => {
      try {
        const route = buildIngressRoute(session, 'http', host, settings);
        return route.spec.routes[0].match;
      } catch (error) {
        return (error as HostNameError).code;
      }
    };
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(ruleOf(`${text}.example.com`)).toMatch(
          /^(VDI_HOST_NAME|Host\(`[-a-z0-9.]+`\))$/,
        );
      }),
    );
  });

  it.each([
    'a`) || Host(`b.example.com',
    'A.example.com',
    'alice',
    '1.example.com',
    '',
  ])('refuses the host %j', host => {
    expect(() => buildIngressRoute(session, 'http', host, settings)).toThrow(
      `"${host}" is not a host name`,
    );
  });
});
