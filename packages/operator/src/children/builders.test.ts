import { stringify } from 'yaml';
import { golden } from '../testing/golden';
import {
  aClaimTemplate,
  aGpuTemplate,
  aSession,
  aTemplate,
  settings,
} from '../testing/objects';
import { buildHome } from './buildHome';
import { buildPod } from './buildPod';

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
  security: { profile: 'baseline', hostUsers: false },
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
  persistence: { storageClassName: 'fast', accessMode: 'ReadWriteOnce' },
  resources: { default: { cpu: 2 } },
});

const selkies = aTemplate({
  runtime: { type: 'selkies', transport: 'webrtc' },
  policies: { clipboard: 'in', files: 'none', audio: true, view: true },
});

const withTurn = {
  ...settings,
  turnService: 'http://portal.example.com/api/vdi/turn',
  turnKey: 'k'.repeat(32),
};

describe('builders', () => {
  it.each([
    ['pod-cpu', buildPod(session, aTemplate(), settings)],
    ['pod-gpu', buildPod(session, aGpuTemplate(), settings)],
    [
      'pod-claims',
      buildPod(
        aSession({ spec: { resources: { gpu: 2 } } }),
        aClaimTemplate(),
        settings,
      ),
    ],
    ['pod-bare', buildPod(bare, aTemplate(), settings)],
    ['pod-everything', buildPod(session, full, settings)],
    ['pod-selkies', buildPod(session, selkies, settings)],
    ['pod-selkies-turn', buildPod(session, selkies, withTurn)],
    ['home-kept', buildHome(session, aTemplate(), settings)],
    [
      'home-owned',
      buildHome(
        aSession({ spec: { persistence: { size: '1Ti', retain: false } } }),
        full,
        settings,
      ),
    ],
  ])('%s', async (name, manifest) => {
    expect(stringify(manifest)).toBe(await golden(name, manifest));
  });

  it('claim a home as the setting says where the template says nothing', () => {
    const homeAccessMode = 'ReadWriteOnce';
    const { spec } = buildHome(session, aTemplate(), { homeAccessMode });
    expect(spec.accessModes).toEqual([homeAccessMode]);
  });
});
