import { buildService } from '../children/buildService';
import { rendererOf, ROUTING_KINDS } from '../routes/rendererOf';
import type { Settings } from '../settings';
import {
  aReadyPod,
  aSession,
  aView,
  children as childrenOf,
  settings,
} from '../testing/objects';
import { applyJsonPatch } from '../testing/jsonPatch';
import { judgeChildren } from './children';
import { findDrift } from './drift';
import { repairOf } from './planRepairs';
import { projectRoute, projectService } from './records';
import { hostOf } from './status';

const session = aSession();
const TRAEFIK = 'traefik.ingress.kubernetes.io';

/** What the operator makes of a session, as the API server has it. */
function made(of: Settings) {
  const routes = rendererOf(of);
  const host = hostOf(session, of);
  const annotations = routes.serviceAnnotations(session, 'https', of);
  const service = buildService(session, annotations);
  const route = routes.build(session, 'https', host, of);
  // Of its own: what is projected keeps parts of what it was given.
  return structuredCloneOf({ service, route });
}

/** Not structuredClone: under Jest its objects are of another realm, and equal to none of ours. */
function structuredCloneOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

/** What is mended of them by other settings, as the API server would have it then. */
function mended(
  objects: ReturnType<typeof made>,
  of: Settings,
): { fields: object; objects: ReturnType<typeof made> } {
  const pod = { ...aReadyPod(), scheme: 'https' as const };
  const { service, route } = structuredCloneOf(objects);
  const view = aView({
    named: {
      ...childrenOf(pod),
      service: projectService(service),
      route: projectRoute(route as object),
    },
  });
  const drift = findDrift(view, judgeChildren(view), of);
  const patched = (kind: 'service' | 'route', object: object) => {
    const repair = repairOf(kind, {}, drift[kind] ?? []);
    const body = (repair.patch.body as object[]).slice(1);
    return applyJsonPatch(structuredCloneOf(object), body as never);
  };
  return {
    fields: Object.fromEntries(
      Object.entries(drift).map(([kind, found]) => [
        kind,
        found.map(({ path }) => path.slice(0, 2).join('.')),
      ]),
    ),
    objects: {
      service: patched('service', objects.service) as never,
      route: patched('route', objects.route) as never,
    },
  };
}

const others: Partial<Settings>[] = [
  { entryPoint: 'desktops' },
  { forwardAuth: 'gate' },
  { certResolver: 'acme' },
  { serversTransport: 'self-signed' },
  { stickySessions: true },
  {},
];

describe.each(ROUTING_KINDS)('the drift of a route of kind %s', routingKind => {
  const all = others.map(some => ({ ...settings, routingKind, ...some }));

  it('is none as it was made', () => {
    for (const of of all) {
      expect(mended(made(of), of).fields).toEqual({});
    }
  });

  it('is mended to what the settings make, whatever they were before', () => {
    for (const before of all) {
      for (const after of all) {
        expect(mended(made(before), after).objects).toEqual(
          withAnnotations(made(after), made(before)),
        );
      }
    }
  });

  it('does not include what others wrote on it', () => {
    const of = all[0];
    const objects = made(of);
    const mine = { 'example.com/team': 'render' };
    for (const { metadata } of [objects.service, objects.route]) {
      metadata.annotations = { ...metadata.annotations, ...mine };
    }
    expect(mended(objects, of)).toEqual({ fields: {}, objects });
  });

  it('includes what would have Traefik lead people elsewhere', () => {
    const of = all[0];
    const objects = made(of);
    const changed = structuredCloneOf(objects);
    for (const { metadata } of [changed.service, changed.route]) {
      metadata.annotations = {
        ...metadata.annotations,
        [`${TRAEFIK}/router.middlewares`]: 'team-mine@kubernetescrd',
        [`${TRAEFIK}/service.serverstransport`]: 'team-mine@kubernetescrd',
      };
    }
    expect(mended(changed, of).objects).toEqual(
      withAnnotations(objects, changed),
    );
  });

  it('includes all of it where somebody took all annotations away', () => {
    const of = { ...all[3], stickySessions: true };
    const objects = structuredCloneOf(made(of));
    for (const { metadata } of [objects.service, objects.route]) {
      delete metadata.annotations;
    }
    expect(mended(objects, of).objects).toEqual(made(of));
  });
});

it('has an Ingress ask for a certificate only while there is an issuer', () => {
  const without: Settings = { ...settings, routingKind: 'ingress' };
  const issuer = { ...without, clusterIssuer: 'letsencrypt' };
  expect(mended(made(issuer), without).objects).toEqual(made(without));
  expect(mended(made(without), issuer).objects).toEqual(made(issuer));
});

/** An object that had annotations once has an empty set of them at least. */
function withAnnotations(
  objects: ReturnType<typeof made>,
  before: ReturnType<typeof made>,
) {
  for (const kind of ['service', 'route'] as const) {
    if (before[kind].metadata.annotations) {
      objects[kind].metadata.annotations ??= {};
    }
  }
  return objects;
}
