import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { aGpuTemplate, aTemplate } from '../testing/objects';
import { ofType } from '../testing/ofType';
import type { RuntimeType } from './definition';
import { resolveRuntime } from './resolveRuntime';
import { RUNTIMES } from './runtimes';
import { runtimeVariables } from './runtimeVariables';

type Spec = Partial<VDITemplate['spec']>;

const TYPES = Object.keys(RUNTIMES) as RuntimeType[];

/** What the operator sets of a desktop's environment. */
function setOf(template: VDITemplate): Record<string, string> {
  const { reserved } = runtimeVariables(template);
  return Object.fromEntries(
    Object.entries(reserved).flatMap(([name, { value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

describe('runtimeVariables', () => {
  it.each(TYPES)('has HOME and port of %s as its template says', type => {
    const runtime = { port: 9000, homePath: '/home/me' };
    expect(setOf(ofType(type, { runtime }))).toMatchObject({
      HOME: '/home/me',
      VDI_PORT: '9000',
    });
  });

  it.each<[RuntimeType, string]>([
    ['selkies', 'SELKIES_PORT'],
    ['selkies-gstreamer', 'NGINX_PORT'],
    ['kasmvnc', 'NO_VNC_PORT'],
  ])('tells %s its port by %s', (type, name) => {
    const runtime = { port: 9000 };
    expect(setOf(ofType(type, { runtime }))[name]).toBe('9000');
  });

  it.each([
    [undefined, 'websockets'],
    ['websocket', 'websockets'],
    ['webrtc', 'webrtc'],
  ] as const)('locks Selkies to the transport %s', (transport, mode) => {
    const template = ofType('selkies', { runtime: { transport } });
    expect(setOf(template)).toMatchObject({
      SELKIES_MODE: mode,
      SELKIES_ENABLE_DUAL_MODE: 'false',
    });
  });

  it.each(['selkies', 'selkies-gstreamer', 'kasmvnc'] as const)(
    'lets nobody set a password of %s, which nobody would know',
    type => {
      const { reserved } = runtimeVariables(ofType(type));
      const passwords = Object.keys(reserved).filter(it =>
        /(PASSWORD|PW)$/.test(it.replace('SELKIES_TURN_PASSWORD', '')),
      );
      expect(passwords).not.toEqual([]);
      for (const it of passwords) expect(reserved[it].value).toBeUndefined();
    },
  );

  it.each<[string, Spec, object]>([
    ['no GPU', {}, { NVIDIA_VISIBLE_DEVICES: 'void' }],
    [
      'a GPU of another maker',
      { gpu: { resourceName: 'amd.com/gpu' } },
      { NVIDIA_VISIBLE_DEVICES: 'void' },
    ],
    [
      'a GPU that is claimed',
      { gpu: { resourceClaimTemplateName: 'nvidia.com' } },
      { NVIDIA_VISIBLE_DEVICES: 'void' },
    ],
    [
      'an NVIDIA GPU',
      { gpu: { resourceName: 'nvidia.com/mig-1g.5gb' } },
      {
        NVIDIA_DRIVER_CAPABILITIES: 'compute,display,graphics,utility,video',
      },
    ],
  ])('shows %s no other', (_, spec, expected) => {
    const variables = Object.entries(setOf(aTemplate(spec)));
    const nvidia = variables.filter(([name]) => name.startsWith('NVIDIA_'));
    expect(Object.fromEntries(nvidia)).toEqual(expected);
  });

  it('has a sharp picture where the processor makes it, and the image’s own with a GPU', () => {
    const { runtime: _, ...gpu } = aGpuTemplate().spec;
    expect(runtimeVariables(ofType('selkies')).env).toMatchObject({
      SELKIES_USE_CPU: 'true',
      SELKIES_CONGESTION_CONTROL: 'false',
    });
    expect(runtimeVariables(ofType('selkies', gpu)).env).toEqual({});
    expect(runtimeVariables(ofType('selkies-gstreamer')).env).toEqual({
      SELKIES_ENCODER: 'x264enc',
    });
  });

  it.each(TYPES)('keeps what %s needs apart from what is reserved', type => {
    const { env, reserved } = runtimeVariables(
      ofType(type, {
        policies: { clipboard: 'in', files: 'none', audio: false, view: false },
      }),
    );
    for (const name of Object.keys(env))
      expect(reserved).not.toHaveProperty(name);
  });

  it.each<[RuntimeType, object, object]>([
    ['novnc', { VDI_CLIPBOARD: 'in' }, { VDI_CLIPBOARD: 'out' }],
    [
      'selkies',
      { SELKIES_ENABLE_CLIPBOARD: 'in' },
      { SELKIES_ENABLE_CLIPBOARD: 'out' },
    ],
    [
      'selkies-gstreamer',
      { SELKIES_ENABLE_CLIPBOARD: 'in' },
      { SELKIES_ENABLE_CLIPBOARD: 'out' },
    ],
    [
      'kasmvnc',
      {
        KASM_SVC_SEND_CUT_TEXT: '-SendCutText 0',
        KASM_SVC_ACCEPT_CUT_TEXT: '-AcceptCutText 1',
      },
      {
        KASM_SVC_SEND_CUT_TEXT: '-SendCutText 1',
        KASM_SVC_ACCEPT_CUT_TEXT: '-AcceptCutText 0',
      },
    ],
  ])(
    'lets %s take from the clipboard, or give to it',
    (type, taking, giving) => {
      const clipboard = (way: 'in' | 'out') =>
        setOf(ofType(type, { policies: { clipboard: way } }));
      expect(clipboard('in')).toMatchObject(taking);
      expect(clipboard('out')).toMatchObject(giving);
    },
  );

  it('makes of a switch what it cannot be nothing, and leaves one that is not set to the image', () => {
    const variables = (policies: Spec['policies']) =>
      Object.keys(runtimeVariables(ofType('selkies', { policies })).reserved);
    expect(variables({ clipboard: 'in' })).toContain(
      'SELKIES_ENABLE_CLIPBOARD',
    );
    expect(variables({})).not.toContain('SELKIES_ENABLE_CLIPBOARD');
    expect(setOf(ofType('custom', { policies: { audio: true } }))).toEqual(
      setOf(ofType('custom')),
    );
  });
});

describe('relays', () => {
  const WEBRTC: Array<[string, VDITemplate]> = [
    [
      'selkies by WebRTC',
      ofType('selkies', { runtime: { transport: 'webrtc' } }),
    ],
    ['selkies-gstreamer', ofType('selkies-gstreamer')],
  ];

  it.each([...WEBRTC, ['selkies', ofType('selkies')] as [string, VDITemplate]])(
    'of %s are none that can be reached',
    (_, template) => {
      const variables = setOf(template);
      for (const name of ['SELKIES_TURN_HOST', 'SELKIES_STUN_HOST']) {
        expect(variables[name]).toMatch(/\.invalid$/);
      }
      // Each of these, left out or empty, would bring a public relay or a search for one.
      for (const name of [
        'SELKIES_TURN_PORT',
        'SELKIES_TURN_USERNAME',
        'SELKIES_TURN_PASSWORD',
        'SELKIES_TURN_SHARED_SECRET',
        'SELKIES_STUN_PORT',
      ]) {
        expect(variables[name]).toMatch(/./);
      }
    },
  );

  it.each(WEBRTC)('of %s are told to its browsers by a file', (_, template) => {
    expect(JSON.parse(resolveRuntime(template).iceServers ?? '')).toEqual({
      iceServers: [],
    });
    expect(setOf(template).SELKIES_RTC_CONFIG_JSON).toBe('/etc/vdi/rtc.json');
  });

  it.each(WEBRTC)(
    'of %s are asked for where the portal has one, and no file goes before',
    (_, template) => {
      const service = 'http://portal/api/vdi/turn/uid/token';
      const {
        SELKIES_TURN_REST_URI: uri,
        SELKIES_RTC_CONFIG_JSON: file,
        ...others
      } = runtimeVariables(template, service).reserved;
      expect(uri.value).toBe(service);
      expect(file.value).toMatch(/^\/dev\/null\//);
      expect(runtimeVariables(template).reserved).toMatchObject(others);
    },
  );

  it('are not asked for by a desktop that speaks no WebRTC', () => {
    const { reserved } = runtimeVariables(
      ofType('selkies'),
      'http://portal/api/vdi/turn/uid/token',
    );
    expect(reserved.SELKIES_TURN_REST_URI.value).toBe('');
  });

  it.each(['novnc', 'kasmvnc', 'selkies', 'custom'] as const)(
    'need no file for %s, which speaks no WebRTC',
    type => {
      expect(resolveRuntime(ofType(type)).iceServers).toBeUndefined();
    },
  );
});
