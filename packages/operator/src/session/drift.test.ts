import fc from 'fast-check';
import { buildService } from '../children/buildService';
import {
  aHome,
  aPod,
  aReadyPod,
  aRoute,
  aService,
  aSession,
  aTemplate,
  aView,
  at,
  children,
  settings,
} from '../testing/objects';
import { judgeChildren } from './children';
import { type Drift, findDrift } from './drift';
import { projectService } from './records';
import type { NamedChildren, SessionView } from './view';

/** What the API server adds to a Service that says nothing of it; some of it depends on the cluster. */
const ADDED = {
  clusterIP: '10.96.0.7',
  clusterIPs: ['10.96.0.7', 'fd00::7'],
  internalTrafficPolicy: 'Cluster',
  ipFamilies: ['IPv4', 'IPv6'],
  ipFamilyPolicy: 'PreferDualStack',
  publishNotReadyAddresses: false,
  sessionAffinity: 'None',
};

const driftIn = (
  named: NamedChildren,
  view: Partial<SessionView> = {},
  wanted = settings,
) => {
  const whole = aView({ named: { ...children(), ...named }, ...view });
  return findDrift(whole, judgeChildren(whole), wanted);
};
const paths = (drift: Drift[] = []) =>
  Object.fromEntries(
    drift.map(({ path, wanted }) => [path.slice(1).join(' '), wanted]),
  );

describe('findDrift', () => {
  it('finds none in what was just made', () => {
    expect(driftIn({})).toEqual({});
  });

  it('finds none in what an API server makes of it', () => {
    const some = fc.subarray(Object.keys(ADDED) as Array<keyof typeof ADDED>);
    fc.assert(
      fc.property(some, fc.boolean(), (added, protocol) => {
        const { metadata, spec } = buildService(aSession());
        const service = projectService({
          metadata,
          spec: {
            ...spec,
            ...Object.fromEntries(added.map(name => [name, ADDED[name]])),
            ports: spec.ports.map(port => ({
              ...port,
              ...(protocol && { protocol: 'TCP' }),
            })),
          },
        });
        expect(driftIn({ service })).toEqual({});
      }),
    );
  });

  const { selector, ports } = buildService(aSession()).spec;

  it.each([
    ['selector', { selector: { app: 'mine' } }, { selector: selector }],
    [
      'selector with more',
      { selector: { ...selector, app: 'mine' } },
      { selector },
    ],
    ['ports', { ports: [{ port: 80, targetPort: 22 }] }, { ports }],
    [
      'type',
      {
        type: 'LoadBalancer',
        ports: [{ ...ports[0], protocol: 'TCP', nodePort: 30_000 }],
        externalTrafficPolicy: 'Cluster',
        loadBalancerSourceRanges: ['0.0.0.0/0'],
      },
      {
        type: undefined,
        ports,
        externalTrafficPolicy: undefined,
        loadBalancerSourceRanges: undefined,
      },
    ],
    [
      'another name',
      { type: 'ExternalName', externalName: 'evil.example.com' },
      { type: undefined, externalName: undefined },
    ],
    [
      'addresses of others',
      { externalIPs: ['192.0.2.1'] },
      { externalIPs: undefined },
    ],
    [
      'pods that are not ready',
      { publishNotReadyAddresses: true },
      { publishNotReadyAddresses: undefined },
    ],
  ])('finds in a service: %s', (_, spec, wanted) => {
    const { service, ...others } = driftIn({ service: aService({}, spec) });
    expect(others).toEqual({});
    expect(paths(service)).toEqual(
      Object.fromEntries(
        Object.entries(wanted).map(([name, value]) => [
          name,
          name === 'ports'
            ? [{ name: 'http', port: 8080, targetPort: 'desktop' }]
            : value,
        ]),
      ),
    );
  });

  it.each([
    ['entry points', { entryPoints: ['web'] }, ['entryPoints']],
    [
      'a rule',
      { routes: [{ kind: 'Rule', match: 'PathPrefix(`/`)' }] },
      ['routes'],
    ],
    ['its TLS', { tls: { secretName: 'mine' } }, ['tls']],
    ['more', { parentRefs: [{ name: 'mine' }] }, ['parentRefs']],
  ])('finds in a route: %s', (_, spec, fields) => {
    const { route } = driftIn({ route: aRoute({}, spec) });
    expect(Object.keys(paths(route))).toEqual(fields);
  });

  it('has a route follow the settings', () => {
    const changed = {
      ...settings,
      entryPoint: 'desktops',
      forwardAuth: 'gate',
      certResolver: 'acme',
    };
    const { route } = driftIn({}, {}, changed);
    expect(paths(route)).toMatchObject({
      entryPoints: ['desktops'],
      routes: [{ middlewares: [{ name: 'gate' }] }],
      tls: { certResolver: 'acme' },
    });
  });

  it('has a route speak as the pod does, and as the template says when there is none', () => {
    const template = aTemplate({ runtime: { type: 'kasmvnc' } });
    expect(driftIn({}, { template })).toEqual({});
    const { route } = driftIn({ pod: undefined }, { template });
    expect(paths(route)).toMatchObject({
      routes: [{ services: [{ scheme: 'https' }] }],
    });
    expect(driftIn({ pod: undefined }, { template: undefined })).toEqual({});
  });

  it.each(['home', 'service', 'route', 'pod'] as const)(
    'finds a label that somebody changed on a %s',
    kind => {
      const labels = {
        'app.kubernetes.io/managed-by': 'vdi-operator',
        'vdi.kasm.io/session': 'another',
      };
      const changed = {
        home: aHome({ labels }),
        service: aService({ labels }),
        route: aRoute({ labels }),
        pod: aPod({}, { labels }),
      };
      const drift = driftIn({ [kind]: changed[kind] });
      expect(drift).toEqual({
        [kind]: [
          {
            path: ['metadata', 'labels', 'vdi.kasm.io/session'],
            wanted: 'render',
          },
        ],
      });
    },
  );

  it('leaves alone what goes, and what is not ours', () => {
    const spec = { selector: { app: 'mine' } };
    expect(
      driftIn({ service: aService({ deletionTimestamp: at(9) }, spec) }),
    ).toEqual({});
    expect(
      driftIn({ service: aService({ ownerReferences: [] }, spec) }),
    ).toEqual({});
  });

  it('has a home grow and never shrink', () => {
    const asking = (size: string) => ({
      session: aSession({ spec: { persistence: { size } } }),
    });
    expect(driftIn({}, asking('20Gi')).home).toHaveLength(1);
    expect(driftIn({}, asking('5Gi'))).toEqual({});
  });

  it('does not care what a pod became', () => {
    expect(driftIn({ pod: aReadyPod() })).toEqual({});
  });
});
