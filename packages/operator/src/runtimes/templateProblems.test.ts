import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import fc from 'fast-check';
import { aTemplate } from '../testing/objects';
import type { RuntimeType } from './definition';
import { RUNTIMES } from './runtimes';
import { templateProblems } from './templateProblems';

type Spec = Partial<VDITemplate['spec']>;

/** Fields and messages, as one text each. */
const told = (spec: Spec) =>
  templateProblems(aTemplate(spec)).map(
    ({ field, message }) => `${field}: ${message}`,
  );

const custom = { type: 'custom', port: 6080, healthPath: '/up' } as const;
const whole = { resourceName: 'nvidia.com/gpu' };

describe('templateProblems', () => {
  it.each<[string, Spec]>([
    ['a bare one', {}],
    ['one of custom that says what it must', { runtime: custom }],
    ['a GPU', { gpu: whole, resources: { max: { gpu: 4 } } }],
    [
      'a slice that says so',
      { gpu: { resourceName: 'nvidia.com/mig-1g.5gb', sharing: 'slice' } },
    ],
    [
      'claimed GPUs that are shared in any way',
      {
        gpu: { resourceClaimTemplateName: 'l4', sharing: 'slice' },
        resources: { max: { gpu: 2 } },
      },
    ],
    [
      'a slice that is shared in time under its own name',
      { gpu: { resourceName: 'nvidia.com/mig-1g.5gb', sharing: 'time' } },
    ],
    ['free variables', { env: [{ name: 'LANG', value: 'de_DE.UTF-8' }] }],
    [
      'its own way to tell of its connections',
      { runtime: { ...custom, activity: { path: '/who' } }, idleTimeout: '1h' },
    ],
    [
      'every switch of Selkies',
      {
        runtime: { type: 'selkies', transport: 'webrtc' },
        policies: {
          clipboard: 'out',
          files: 'upload',
          audio: false,
          view: true,
        },
      },
    ],
    [
      'bounds in other units',
      {
        resources: {
          min: { memory: '1024Mi', cpu: '100m' },
          default: { memory: '1Gi', cpu: 0.1 },
          max: { memory: '1Gi', cpu: '1' },
        },
      },
    ],
  ])('has nothing against %s', (_, spec) => {
    expect(told(spec)).toEqual([]);
  });

  it.each<[string, Spec, RegExp]>([
    [
      'a home elsewhere by the environment',
      { env: [{ name: 'HOME', value: '/root' }] },
      /^spec\.env\[HOME\]: HOME follows spec\.runtime\.homePath, so this entry is ignored: remove it\.$/,
    ],
    [
      'all GPUs of the node',
      { env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }] },
      /^spec\.env\[NVIDIA_VISIBLE_DEVICES\]: .* decides which GPUs/,
    ],
    [
      'all GPUs of the node beside one of its own',
      { gpu: whole, env: [{ name: 'NVIDIA_VISIBLE_DEVICES', value: 'all' }] },
      /^spec\.env\[NVIDIA_VISIBLE_DEVICES\]: /,
    ],
    [
      'a password by a Secret',
      {
        runtime: { type: 'selkies' },
        env: [{ name: 'PASSWORD', secretKeyRef: { name: 'a', key: 'b' } }],
      },
      /^spec\.env\[PASSWORD\]: .* sign in again/,
    ],
    [
      'a public relay',
      {
        runtime: { type: 'selkies' },
        env: [{ name: 'SELKIES_TURN_HOST', value: 'turn.example.com' }],
      },
      /^spec\.env\[SELKIES_TURN_HOST\]: .* which relays/,
    ],
    [
      'another mode by the environment',
      {
        runtime: { type: 'selkies' },
        env: [{ name: 'SELKIES_MODE', value: 'webrtc' }],
      },
      /^spec\.env\[SELKIES_MODE\]: .* follows spec\.runtime\.transport/,
    ],
    [
      'a variable of a switch that is set',
      {
        runtime: { type: 'selkies' },
        env: [{ name: 'SELKIES_ENABLE_CLIPBOARD', value: 'true' }],
        policies: { clipboard: 'none' },
      },
      /^spec\.env\[SELKIES_ENABLE_CLIPBOARD\]: .* follows spec\.policies\.clipboard/,
    ],
    [
      'a switch that noVNC has not',
      { policies: { files: 'upload' } },
      /^spec\.policies\.files: "upload" has no effect\. noVNC has no file transfer: say none\.$/,
    ],
    [
      'sound that cannot be turned off',
      {
        runtime: { type: 'selkies-gstreamer' },
        security: { profile: 'baseline' },
        policies: { audio: false },
      },
      /^spec\.policies\.audio: "false" has no effect\./,
    ],
    [
      'a switch of an image that nobody knows',
      { runtime: custom, policies: { clipboard: 'none' } },
      /^spec\.policies\.clipboard: .* spec\.env/,
    ],
    [
      'WebRTC of noVNC',
      { runtime: { type: 'novnc', transport: 'webrtc' } },
      /^spec\.runtime\.transport: .* novnc has websocket only/,
    ],
    [
      'WebSocket of Selkies 1.6',
      {
        runtime: { type: 'selkies-gstreamer', transport: 'websocket' },
        security: { profile: 'baseline' },
      },
      /^spec\.runtime\.transport: .* selkies-gstreamer has webrtc only/,
    ],
    [
      'a transport of an image that nobody knows',
      { runtime: { ...custom, transport: 'webrtc' } },
      /^spec\.runtime\.transport: .* up to its image/,
    ],
    [
      'a port beside',
      {
        runtime: { type: 'kasmvnc', port: 4902 },
        security: { profile: 'baseline' },
      },
      /^spec\.runtime\.port: With kasmvnc port 4902 is for uploads, .* leave it out for 6901\.$/,
    ],
    [
      'no port',
      { runtime: { type: 'custom', healthPath: '/up' } },
      /^spec\.runtime\.port: .* No desktop starts\.$/,
    ],
    [
      'no health path',
      { runtime: { type: 'custom', port: 6080 } },
      /^spec\.runtime\.healthPath: /,
    ],
    [
      'a home that is taken',
      { runtime: { ...custom, homePath: '/tmp/' } },
      /^spec\.runtime\.homePath: \/tmp\/ is not free/,
    ],
    [
      'an image of linuxserver with the profile that is the default',
      { runtime: { ...custom, homePath: '/config' } },
      /^spec\.security\.profile: .* starts as root/,
    ],
    [
      'an image that writes to its root',
      { runtime: { type: 'kasmvnc' }, security: { profile: 'strict' } },
      /^spec\.security\.profile: .* say baseline\.$/,
    ],
    [
      'an idle time of which nothing is known',
      { runtime: custom, idleTimeout: '1h' },
      /^spec\.idleTimeout: /,
    ],
    [
      'GPUs of a CPU desktop',
      { resources: { default: { gpu: 1 } } },
      /^spec\.resources\.default\.gpu: .* CPU desktop/,
    ],
    [
      'a slice that is called whole',
      { gpu: { resourceName: 'nvidia.com/mig-1g.5gb', sharing: 'none' } },
      /^spec\.gpu\.sharing: .* say slice\.$/,
    ],
    [
      'a share in time that is not called one',
      { gpu: { resourceName: 'nvidia.com/gpu.shared' } },
      /^spec\.gpu\.sharing: .* say time\.$/,
    ],
    [
      'several shares in time',
      {
        gpu: { ...whole, sharing: 'time' },
        resources: { max: { gpu: 2 } },
      },
      /^spec\.resources\.max\.gpu: .* say 1\.$/,
    ],
    [
      'a default that is too large',
      { resources: { default: { memory: '8Gi' }, max: { memory: '4Gi' } } },
      /^spec\.resources\.default\.memory: 8Gi is above spec\.resources\.max\.memory, 4Gi\.$/,
    ],
    [
      'bounds with nothing between',
      { resources: { min: { cpu: 2 }, max: { cpu: '500m' } } },
      /^spec\.resources\.min\.cpu: 2 is above spec\.resources\.max\.cpu, 500m\.$/,
    ],
    [
      'a time that is too long',
      { timeout: { default: '24h', max: '8h' } },
      /^spec\.timeout\.default: 24h is longer than spec\.timeout\.max, 8h, which holds\.$/,
    ],
  ])('tells of %s', (_, spec, expected) => {
    expect(told(spec)).toEqual([expect.stringMatching(expected)]);
  });

  it('tells of everything at once', () => {
    const problems = templateProblems(
      aTemplate({
        runtime: { type: 'kasmvnc', port: 5901, transport: 'webrtc' },
        env: [{ name: 'VNC_PW', value: 'secret' }],
        policies: { files: 'none', audio: true },
        idleTimeout: '1h',
      }),
    );
    expect(problems.map(({ field }) => field)).toEqual([
      'spec.runtime.port',
      'spec.runtime.transport',
      'spec.policies.files',
      'spec.policies.audio',
      'spec.security.profile',
      'spec.idleTimeout',
      'spec.env[VNC_PW]',
    ]);
  });

  it('repeats no value of the environment, which may be a secret', () => {
    const name = fc.constantFrom('HOME', 'PASSWORD', 'SELKIES_MASTER_TOKEN');
    const type = fc.constantFrom(...(Object.keys(RUNTIMES) as RuntimeType[]));
    fc.assert(
      fc.property(type, name, fc.uuid(), (it, variable, value) => {
        const runtime = { type: it, port: 6080 };
        const env = [{ name: variable, value }];
        expect(told({ runtime, env }).join()).not.toContain(value);
      }),
    );
  });
});
