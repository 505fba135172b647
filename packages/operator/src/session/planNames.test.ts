import { childMeta } from '../children/childMeta';
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
const refused = (until: number) => ({
  kind: 'service' as const,
  reason: 'NameConflict' as const,
  message: 'A service with this name exists and is not ours.',
  until: T0 + until * 1_000,
});

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
      view: aView({
        named: {
          home: aHome({}, aSession({ spec: { userRef: 'user:default/bob' } })),
        },
      }),
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
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });
});
