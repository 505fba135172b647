import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { aGpuTemplate, aTemplate } from '../testing/objects';
import type { RuntimeType, SaidRuntime } from './definition';
import { resolveRuntime } from './resolveRuntime';
import { RUNTIMES } from './runtimes';

type Spec = Partial<VDITemplate['spec']>;

const TYPES = Object.keys(RUNTIMES) as RuntimeType[];

/** A template of this type that says no more than it must. */
const ofType = (type: RuntimeType, spec: Spec = {}) =>
  aTemplate({
    ...spec,
    runtime: {
      ...(type === 'custom' && { port: 6080 }),
      ...spec.runtime,
      type,
    },
  });

/** What the operator sets of a desktop's environment. */
function setOf(template: VDITemplate): Record<string, string> {
  const { reserved } = resolveRuntime(template);
  return Object.fromEntries(
    Object.entries(reserved).flatMap(([name, { value }]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

describe('resolveRuntime', () => {
  it.each<[RuntimeType, number, string, string]>([
    ['novnc', 8080, 'http', '/healthz'],
    ['selkies', 8080, 'http', '/api/health'],
    ['selkies-gstreamer', 8080, 'http', '/health'],
    ['kasmvnc', 6901, 'https', '/'],
  ])('knows %s', (type, port, scheme, healthPath) => {
    expect(resolveRuntime(ofType(type))).toMatchObject({
      port,
      scheme,
      healthPath,
    });
  });

  it('takes a template that says nothing for Selkies, as the API server does', () => {
    expect(resolveRuntime(aTemplate({ runtime: undefined }))).toEqual(
      resolveRuntime(ofType('selkies')),
    );
  });

  it('believes the template more', () => {
    const runtime = { port: 9000, homePath: '/data' };
    expect(resolveRuntime(ofType('novnc', { runtime }))).toMatchObject({
      port: 9000,
      homePath: '/data',
      healthPath: '/healthz',
    });
  });

  it.each<[RuntimeType, string | undefined]>([
    ['novnc', '/activity'],
    ['selkies', '/api/sessions'],
    ['selkies-gstreamer', '/metrics'],
    ['kasmvnc', undefined],
  ])('knows where %s tells of its connections', (type, path) => {
    expect(resolveRuntime(ofType(type)).activity?.path).toBe(path);
  });

  it('asks a custom one only where the template says how', () => {
    const path = '/who';
    const resolve = (activity?: SaidRuntime['activity']) =>
      resolveRuntime(ofType('custom', { runtime: { activity } })).activity;
    expect(resolve()).toBeUndefined();
    expect(resolve({ path })).toEqual({
      path,
      format: 'json',
      name: 'connections',
    });
    const gauge = { path, format: 'gauge', name: 'clients' } as const;
    expect(resolve(gauge)).toEqual(gauge);
  });

  it('needs the port of a custom one', () => {
    expect(() =>
      resolveRuntime(aTemplate({ runtime: { type: 'custom' } })),
    ).toThrow('needs its port');
  });
});

describe('the environment of a runtime', () => {
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
      const { reserved } = resolveRuntime(ofType(type));
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
    expect(resolveRuntime(ofType('selkies')).env).toMatchObject({
      SELKIES_USE_CPU: 'true',
      SELKIES_CONGESTION_CONTROL: 'false',
    });
    expect(resolveRuntime(ofType('selkies', gpu)).env).toEqual({});
    expect(resolveRuntime(ofType('selkies-gstreamer')).env).toEqual({
      SELKIES_ENCODER: 'x264enc',
    });
  });

  it.each(TYPES)('keeps what %s needs apart from what is reserved', type => {
    const { env, reserved } = resolveRuntime(
      ofType(type, {
        policies: { clipboard: 'in', files: 'none', audio: false, view: false },
      }),
    );
    for (const name of Object.keys(env))
      expect(reserved).not.toHaveProperty(name);
  });

  it('makes of a switch what it cannot be nothing, and leaves one that is not set to the image', () => {
    const variables = (policies: Spec['policies']) =>
      Object.keys(resolveRuntime(ofType('selkies', { policies })).reserved);
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

  it.each(['novnc', 'kasmvnc', 'selkies', 'custom'] as const)(
    'need no file for %s, which speaks no WebRTC',
    type => {
      expect(resolveRuntime(ofType(type)).iceServers).toBeUndefined();
    },
  );
});
