import { childMeta } from '../children/childMeta';
import type { ChildKind } from '../resources';
import {
  aHome,
  aPod,
  aService,
  aSession,
  at,
  aView,
  children,
  T0,
} from '../testing/objects';
import {
  conditionOf,
  planAt,
  PROGRESS,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
} from '../testing/plans';

const earlier = [
  { ...childMeta(aSession()).ownerReferences![0], uid: 'uid-0' },
];
const somebodys = { ownerReferences: [{ ...earlier[0], kind: 'ReplicaSet' }] };
const refused = (until: number, kind: ChildKind = 'service') => ({
  kind,
  reason: 'NameConflict' as const,
  message: 'A service with this name exists and is not ours.',
  until: T0 + until * 1_000,
});

const withoutHome = aSession({ spec: { persistence: { enabled: false } } });
const bobs = aHome({}, aSession({ spec: { userRef: 'user:default/bob' } }));

const taken = {
  reason: 'HostNameTaken' as const,
  message: 'The host name "alice.vdi.localhost" belongs to somebody else.',
};

describe('the plan where names are taken', () => {
  it.each<Row>([
    {
      name: 'does not touch a service that is not ours, and takes its own things back',
      view: aView({
        named: { ...children(aPod()), service: aService(somebodys) },
      }),
      after: 1,
      deletes: ['route', 'pod'],
      tells: 'Failed NameConflict',
      events: ['Warning NameConflict'],
    },
    {
      name: 'takes back a desktop that is ready before anybody was told of it',
      view: aView({
        named: { ...children(), service: aService(somebodys) },
      }),
      after: 1,
      deletes: ['route', 'pod'],
      tells: 'Failed NameConflict',
      events: ['Warning NameConflict'],
      looksAgain: WARNING,
    },
    {
      name: 'makes nothing on top of a home of somebody else',
      view: aView({ named: { home: bobs } }),
      tells: 'Failed NameConflict',
      events: ['Warning NameConflict'],
    },
    {
      name: 'gives a kept home back to the same owner',
      view: aView({ named: { home: aHome() } }),
      creates: ['service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'keeps the desktop of somebody who works in it when its service is replaced by another',
      view: {
        ...running,
        named: { ...running.named, service: aService(somebodys) },
      },
      after: 60,
      deletes: ['route'],
      tells: 'Failed NameConflict',
      events: ['Warning NameConflict'],
      looksAgain: WARNING,
    },
    {
      name: 'waits for what an earlier session of this name left',
      view: aView({
        named: {
          home: aHome({ ownerReferences: earlier }),
          pod: aPod({}, { ownerReferences: earlier }),
        },
      }),
      creates: ['service', 'route'],
      looksAgain: PROGRESS,
    },
    {
      name: 'makes no pod on a home that is going',
      view: aView({ named: { home: aHome({ deletionTimestamp: at(0) }) } }),
      creates: ['service', 'route'],
      looksAgain: PROGRESS,
    },
    {
      name: 'does not ask again at once for what was refused',
      view: aView({ named: { home: aHome() }, refusals: [refused(5)] }),
      after: 1,
      tells: 'Failed NameConflict',
      events: ['Warning NameConflict'],
      looksAgain: 5,
    },
    {
      name: 'asks again for what was refused alone',
      view: told(
        aView({ named: { home: aHome() }, refusals: [refused(5)] }),
        1,
      ),
      after: 5,
      creates: ['service'],
    },
    {
      name: 'does not mind whose home has its name where it wants none',
      view: aView({ session: withoutHome, named: { home: bobs } }),
      creates: ['service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'starts without the home that was refused when it wants none any more',
      view: aView({ session: withoutHome, refusals: [refused(5, 'home')] }),
      after: 1,
      creates: ['service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'starts when somebody else made the home that was refused',
      view: aView({
        named: { home: aHome() },
        refusals: [refused(5, 'home')],
      }),
      after: 1,
      creates: ['service', 'route', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'asks again for a pod that was refused with the home that it needs and that is gone meanwhile',
      view: told(aView({ refusals: [refused(5, 'pod')] }), 1),
      after: 5,
      creates: ['home', 'pod'],
    },
    {
      name: 'makes nothing for a host name that belongs to another',
      view: aView({ hostTrouble: taken }),
      tells: 'Pending HostNameTaken',
      events: ['Warning HostNameTaken'],
    },
    {
      name: 'takes back what it made for a host name that an earlier one wants too',
      view: aView({ named: children(aPod()), hostTrouble: taken }),
      after: 1,
      deletes: ['route', 'service', 'pod'],
      tells: 'Pending HostNameTaken',
      events: ['Warning HostNameTaken'],
    },
    {
      name: 'keeps the desktop of somebody who works in it without its host name',
      view: {
        ...running,
        hostTrouble: { ...taken, reason: 'HostNameReserved' },
      },
      after: 60,
      deletes: ['route'],
      tells: 'Failed HostNameReserved',
      events: ['Warning HostNameReserved'],
      looksAgain: WARNING,
    },
    {
      name: 'makes all but the route while another still leads from its host name',
      view: aView({ hostDeparting: true }),
      creates: ['home', 'service', 'pod'],
      looksAgain: PROGRESS,
    },
    {
      name: 'goes on as soon as it gets its host name',
      view: { ...told(aView({ hostTrouble: taken })), hostTrouble: undefined },
      after: 9,
      creates: ['home', 'service', 'route', 'pod'],
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('says what a desktop waits for whose home is going', () => {
    const home = aHome({ deletionTimestamp: at(0) });
    const named = { ...children(), home, pod: undefined };
    const { status } = planAt(aView({ named }), PROGRESS);
    expect(conditionOf(status, 'Ready')).toMatchObject({
      reason: 'AttachingHome',
      message:
        'Waiting until your earlier home volume is gone: its claim was deleted. The desktop starts with a new, empty one then.',
    });
    expect(conditionOf(status, 'StorageReady')).toMatchObject({
      reason: 'Deleting',
      message:
        'The claim of the home volume was deleted; another is made when it is gone.',
    });
  });

  it('claims no host name that it does not get', () => {
    const { session } = told(aView({ hostTrouble: taken }));
    expect(session.status).not.toHaveProperty('host');
    expect(conditionOf(session.status, 'Routed')).toMatchObject({
      status: 'False',
      ...taken,
    });
  });
});
