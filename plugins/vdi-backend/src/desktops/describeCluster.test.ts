import type { ReflectorHealth } from '@backstage-vdi/kube';
import { type ClusterSight, describeCluster } from './describeCluster';

const NOON = Date.parse('2026-10-01T12:00:00Z');

const watch = (changes: Partial<ReflectorHealth> = {}): ReflectorHealth => ({
  state: 'watching',
  lastByteAgeMs: 0,
  error: undefined,
  lists: 1,
  ...changes,
});
const broken = (behindMs: number) =>
  watch({ state: 'backoff', error: 'ECONNREFUSED 10.0.0.1:6443', behindMs });

const describeIt = (changes: Partial<ClusterSight>) =>
  describeCluster({
    name: 'one',
    startedAt: NOON - 3_600_000,
    now: NOON,
    hasSynced: true,
    watches: [watch(), watch()],
    ...changes,
  });

it.each([
  ['all is well', [watch(), watch()]],
  ['a watch broke a moment ago', [watch(), broken(2_999)]],
])('is ok while %s', (_, watches) => {
  expect(describeIt({ watches })).toEqual({ name: 'one', state: 'ok' });
});

it('is stale since the first watch broke, and says so without an address', () => {
  const watches = [broken(60_000), broken(90_000)];
  expect(describeIt({ watches })).toEqual({
    name: 'one',
    state: 'stale',
    since: '2026-10-01T11:58:30.000Z',
    message:
      'The cluster that desktops run on cannot be reached at the moment. Its desktops are as they were known last.',
  });
});

it('is stale where the portal lost its rights, and says what to do', () => {
  const watches = [
    watch(),
    watch({ state: 'forbidden', error: 'no', behindMs: 9_000 }),
  ];
  expect(describeIt({ watches })).toMatchObject({
    state: 'stale',
    message: expect.stringContaining('rights of manifests/rbac.yaml'),
  });
});

it.each([
  [
    'there is no way to it',
    { trouble: 'No cluster.', watches: [] },
    'No cluster.',
  ],
  [
    'it does not answer',
    { watches: [broken(500)] },
    'The cluster that desktops run on cannot be reached at the moment. Try again in a moment.',
  ],
  [
    'it is being read',
    { watches: [watch({ state: 'listing' })] },
    'The desktops are being read from the cluster. Try again in a moment.',
  ],
])('is unavailable since the start while %s', (_, changes, message) => {
  expect(describeIt({ hasSynced: false, ...changes })).toEqual({
    name: 'one',
    state: 'unavailable',
    since: '2026-10-01T11:00:00.000Z',
    message,
  });
});
