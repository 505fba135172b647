import fc from 'fast-check';
import { stringify } from 'yaml';
import { buildService } from '../children/buildService';
import type { Settings } from '../settings';
import { golden } from '../testing/golden';
import { aSession, settings } from '../testing/objects';
import type { HostNameError } from './checkHost';
import { ingresses } from './ingresses';
import { ingressRoutes } from './ingressRoutes';
import type { RouteRenderer, Scheme } from './RouteRenderer';

const HOST = 'alice-ov7zhpulqm.vdi.example.com';
const session = aSession();
const everything: Settings = {
  ...settings,
  entryPoint: 'desktops',
  forwardAuth: 'vdi-gate',
  certResolver: 'letsencrypt',
  serversTransport: 'self-signed',
  stickySessions: true,
};
const serviceFor = (
  renderer: RouteRenderer,
  scheme: Scheme,
  of: Settings = settings,
) => buildService(session, renderer.serviceAnnotations(session, scheme, of));

describe('routes', () => {
  it.each([
    ['route', ingressRoutes.build(session, 'http', HOST, settings)],
    [
      'route-everything',
      ingressRoutes.build(session, 'https', HOST, everything),
    ],
    ['ingress', ingresses.build(session, 'http', HOST, settings)],
    ['ingress-everything', ingresses.build(session, 'https', HOST, everything)],
    [
      'ingress-issuer',
      ingresses.build(session, 'http', HOST, {
        ...settings,
        ingressClass: 'desktops',
        clusterIssuer: 'letsencrypt',
      }),
    ],
    ['service', serviceFor(ingressRoutes, 'https', everything)],
    ['service', serviceFor(ingresses, 'http')],
    ['service-ingress', serviceFor(ingresses, 'https', everything)],
  ])('%s', async (name, manifest) => {
    expect(stringify(manifest)).toBe(await golden(name, manifest));
  });

  it('name what is Traefik’s as it does without safeNaming', () => {
    const { metadata } = ingresses.build(session, 'http', HOST, {
      ...everything,
      safeNaming: false,
    });
    expect(metadata.annotations).toMatchObject({
      'traefik.ingress.kubernetes.io/router.middlewares':
        'team-vdi-gate@kubernetescrd',
    });
  });

  describe.each<[string, RouteRenderer]>([
    ['IngressRoute', ingressRoutes],
    ['Ingress', ingresses],
  ])('%s', (_, renderer) => {
    const build = (host: string) =>
      renderer.build(session, 'http', host, settings);

    it('tells where it leads from', () => {
      expect(renderer.hostsOf(build(HOST).spec)).toEqual([HOST]);
    });

    it.each([
      {},
      { routes: 'mine' },
      { routes: [null, {}] },
      { rules: [null, {}] },
    ])('leads from nowhere with the spec %j', spec => {
      expect(renderer.hostsOf(spec)).toEqual([]);
    });

    it('takes nothing that could end a rule', () => {
      const hostsOf = (host: string) => {
        try {
          return renderer.hostsOf(build(host).spec);
        } catch (error) {
          return (error as HostNameError).code;
        }
      };
      fc.assert(
        fc.property(fc.string({ unit: 'binary' }), text => {
          const host = `${text}.example.com`;
          const harmless = /^[a-z][-a-z0-9.]*$/.test(host);
          expect([
            'VDI_HOST_NAME',
            ...(harmless ? [[host]] : []),
          ]).toContainEqual(hostsOf(host));
        }),
      );
    });

    it.each([
      'a`) || Host(`b.example.com',
      'a`) || PathPrefix(`/',
      'A.example.com',
      'alice',
      '1.example.com',
      '*.example.com',
      'alice..example.com',
      'alice.example.com.',
      'alice.example.com:443',
      `${'a'.repeat(64)}.example.com`,
      `a.${'b.'.repeat(126)}com`,
      '',
    ])('refuses the host %j', host => {
      expect(() => build(host)).toThrow(`"${host}" is not a host name`);
    });
  });
});
