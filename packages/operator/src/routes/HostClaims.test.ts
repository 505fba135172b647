import { Store } from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import fc from 'fast-check';
import type { RouteRecord } from '../session/records';
import type { Settings } from '../settings';
import { aRoute, aSession, at, settings } from '../testing/objects';
import { BY_HOST, HostClaims } from './HostClaims';
import { ingressRoutes } from './ingressRoutes';

const plain: Settings = {
  ...settings,
  hostLabel: '{user}',
  reservedHosts: ['git'],
};
const ALICE = 'alice.vdi.localhost';

let version = 0;

/** Takes an object as a watch tells it. */
function tell<R extends { metadata: { uid?: string } }>(
  store: Store<R>,
  key: string,
  record: R | undefined,
) {
  version += 1;
  const resourceVersion = String(version);
  const uid = record?.metadata.uid ?? '';
  store.apply(
    record
      ? { type: 'upsert', item: { key, uid, resourceVersion, record } }
      : { type: 'delete', key, uid, resourceVersion },
  );
}

function scene(of = plain) {
  const sessions = new Store<VDISession>();
  const routes = new Store<RouteRecord>({
    indexes: { [BY_HOST]: ({ spec }) => ingressRoutes.hostsOf(spec) },
  });
  const claims = new HostClaims({ sessions, routes, settings: of });
  const told: string[] = [];
  claims.onChange(keys => told.push(...keys));
  return {
    claims,
    told,
    session: (one: VDISession) =>
      tell(sessions, `team/${one.metadata.name}`, one),
    gone: (name: string) => tell(sessions, `team/${name}`, undefined),
    route: (name: string, record?: RouteRecord) =>
      tell(routes, `team/${name}`, record),
  };
}

const session = (
  name: string,
  uid: string,
  {
    seconds = 0,
    host,
    owner = 'alice',
  }: { seconds?: number; host?: string; owner?: string } = {},
) =>
  aSession({
    metadata: { name, uid, creationTimestamp: at(seconds) },
    spec: {
      user: `${owner}@example.com`,
      userRef: `user:default/${owner}`,
    },
    status: host ? { host } : undefined,
  });

describe('a host name', () => {
  it('is its session’s alone where it is hashed', () => {
    const { claims, session: add } = scene(settings);
    const [one, two] = [session('one', 'a'), session('two', 'b')];
    add(one);
    add(two);
    expect([claims.of(one), claims.of(two)]).toEqual([{}, {}]);
  });

  it.each([
    ['the older', session('one', 'z'), session('two', 'a', { seconds: 1 })],
    ['the lower UID of two of a second', session('z', 'a'), session('a', 'b')],
    [
      'who was told it, however young',
      session('one', 'z', { seconds: 9, host: ALICE }),
      session('two', 'a'),
    ],
    [
      'the older of two who were told it',
      session('one', 'z', { host: ALICE }),
      session('two', 'a', { seconds: 1, host: ALICE }),
    ],
  ])('belongs to %s', (_, winner, loser) => {
    for (const order of [
      [winner, loser],
      [loser, winner],
    ]) {
      const { claims, session: add } = scene();
      order.forEach(add);
      expect(claims.of(winner)).toEqual({});
      expect(claims.of(loser).hostTrouble?.reason).toBe('HostNameTaken');
    }
  });

  it('has one holder, in whatever order its sessions are heard of', () => {
    const some = fc.uniqueArray(
      fc.record({
        uid: fc.stringMatching(/^[a-f]{3}$/),
        seconds: fc.integer({ min: 0, max: 2 }),
        host: fc.constantFrom(undefined, ALICE),
      }),
      { selector: ({ uid }) => uid, minLength: 1, maxLength: 6 },
    );
    fc.assert(
      fc.property(
        some.chain(list =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray(list, { minLength: list.length }),
          ),
        ),
        orders => {
          const holders = orders.map(order => {
            const { claims, session: add } = scene();
            const all = order.map(one => session(one.uid, one.uid, one));
            all.forEach(add);
            return all.filter(one => !claims.of(one).hostTrouble);
          });
          expect(holders[0]).toHaveLength(1);
          expect(holders[1]).toEqual(holders[0]);
        },
      ),
    );
  });

  it('is said to be whose only to that one', () => {
    const { claims, session: add } = scene({
      ...plain,
      hostLabel: 'desk-{name}',
    });
    const [first, own, others] = [
      session('blender.1', 'a'),
      session('blender-1', 'b'),
      session('blender--1', 'c', { owner: 'bob' }),
    ];
    [first, own, others].forEach(add);
    expect(claims.of(own).hostTrouble?.message).toBe(
      'The host name "desk-blender-1.vdi.localhost" belongs to another desktop of yours, "blender.1". Delete that to start this one.',
    );
    const { message } = claims.of(others).hostTrouble ?? {};
    expect(message).toContain('belongs to a desktop of somebody else');
    expect(message).not.toMatch(/alice|@|blender\.1/);
  });

  it.each([
    ['www', 'www'],
    ['api', 'API'],
    ['git', 'git'],
  ])('is refused where %s is reserved', (label, owner) => {
    const { claims, session: add } = scene();
    const one = session('one', 'a', { owner });
    add(one);
    expect(claims.of(one).hostTrouble).toEqual({
      reason: 'HostNameReserved',
      message: `The host name "${label}.vdi.localhost" is reserved. An administrator can give desktops other host names.`,
    });
  });

  it('is given on when its holder is gone, and all that led to it', () => {
    const { claims, told, ...world } = scene();
    const [one, two] = [session('one', 'a'), session('two', 'b')];
    const route = aRoute(
      { name: 'one' },
      ingressRoutes.build(one, 'http', ALICE, plain).spec,
    );
    world.session(one);
    world.session(two);
    world.route('one', route);
    told.length = 0;
    world.gone('one');
    expect(told).toEqual(['team/two']);
    expect(claims.of(two)).toEqual({ hostDeparting: true });
    told.length = 0;
    world.route('one', undefined);
    expect(told).toEqual(['team/two']);
    expect(claims.of(two)).toEqual({});
  });

  it('is not asked back by a route that came later', () => {
    const { claims, ...world } = scene();
    const [one, two] = [session('one', 'a'), session('two', 'b')];
    const { spec } = ingressRoutes.build(one, 'http', ALICE, plain);
    const own = { name: 'one', ownerReferences: [controller('a')] };
    world.session(one);
    world.session(two);
    world.route('one', aRoute(own, spec));
    world.route('two', aRoute({ name: 'two' }, spec));
    expect(claims.of(one)).toEqual({});
  });

  it('is no matter of those that want others', () => {
    const { told, ...world } = scene();
    world.session(session('one', 'a'));
    world.session(session('two', 'b', { owner: 'bob' }));
    world.session(session('one', 'a', { host: ALICE }));
    world.gone('one');
    expect(told).toEqual([]);
  });
});

function controller(uid: string) {
  return {
    apiVersion: 'vdi.kasm.io/v1alpha1',
    kind: 'VDISession',
    name: 'one',
    uid,
    controller: true,
  };
}
