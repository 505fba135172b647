import {
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
} from '@backstage-vdi/plugin-vdi-common';
import { mockCredentials } from '@backstage/backend-test-utils';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import type { Access, SessionPermission } from '../permissions/Access';
import {
  ClusterRefusedError,
  ClusterUnavailableError,
} from '../service/errors';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import { MemoryAuditTrail } from '../testing/MemoryAuditTrail';
import { Timelines } from './Timelines';

const ref = {
  cluster: 'default',
  namespace: 'vdi-sessions',
  name: 'alice-blender-1',
};
const caller = {
  userRef: 'user:default/alice',
  ownershipRefs: [],
  credentials: mockCredentials.user('user:default/alice'),
};
const running = aSession('alice-blender-1', {}, { podUID: 'pod-1' });
const uid = running.metadata.uid!;
const options = { tail: 200, previous: false };

const desktops = new MemoryDesktops();
const audit = new MemoryAuditTrail();

/** Access of one who has these permissions on every session. */
const allowing = (...allowed: SessionPermission[]): Access => ({
  decide: async (_, { resource = [] }) => ({
    covers: permission => {
      expect(resource).toContain(permission);
      return allowed.includes(permission);
    },
    owners: () => undefined,
    candidates: () => undefined,
    offers: () => false,
    isAdmin: false,
  }),
});
const create = (...allowed: SessionPermission[]) =>
  new Timelines({ desktops, audit, access: allowing(...allowed) });

const reader = create(vdiSessionReadPermission);
const owner = create(vdiSessionReadPermission, vdiSessionUpdatePermission);

beforeEach(() => {
  desktops.reset();
  desktops.put(running);
  audit.clear();
});

afterEach(() => jest.restoreAllMocks());

describe('timelineOf', () => {
  it('tells what cluster, portal and session know', async () => {
    desktops.events.push({
      metadata: { namespace: ref.namespace },
      involvedObject: { kind: 'Pod', uid: 'pod-1' },
      reason: 'Pulling',
      lastTimestamp: '2026-10-01T08:00:02Z',
      source: { component: 'kubelet', host: 'node-1' },
    });
    audit.add(uid, {
      deed: 'create',
      actor: caller.userRef,
      time: '2026-10-01T08:00:00.2Z',
    });
    const { items, incomplete } = await reader.timelineOf(caller, ref, {
      limit: 10,
    });
    expect(items.map(({ title }) => title)).toEqual([
      'The image is being fetched on node-1',
      'Requested by alice',
    ]);
    expect(incomplete).toBeUndefined();
  });

  it('goes on where a page ended', async () => {
    audit.add(uid, {
      deed: 'update',
      actor: caller.userRef,
      time: '2026-10-01T09:00:00Z',
    });
    const first = await reader.timelineOf(caller, ref, { limit: 1 });
    const second = await reader.timelineOf(caller, ref, {
      limit: 1,
      cursor: first.nextCursor,
    });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(
      ['Changed by alice', 'Requested'],
    );
    expect(second.nextCursor).toBeUndefined();
  });

  it.each([
    [
      'the cluster does not answer',
      new ClusterUnavailableError('It cannot be reached.'),
      'What the cluster tells is missing. It cannot be reached.',
    ],
    [
      'the portal has no rights',
      new ClusterRefusedError('The portal may not read it.'),
      'The portal may not read it.',
    ],
  ])('tells the rest while %s', async (_, error, incomplete) => {
    jest.spyOn(desktops, 'eventsOf').mockRejectedValue(error);
    expect(await reader.timelineOf(caller, ref, { limit: 10 })).toMatchObject({
      items: [{ title: 'Requested' }],
      incomplete,
    });
  });

  it('tells the rest while the database does not answer, and that there is more', async () => {
    jest
      .spyOn(desktops, 'eventsOf')
      .mockResolvedValue({ events: [], complete: false });
    jest
      .spyOn(audit, 'of')
      .mockRejectedValue(new DatabaseUnavailableError(new Error('down')));
    const { incomplete } = await reader.timelineOf(caller, ref, { limit: 10 });
    expect(incomplete).toMatch(
      /^The cluster has more to tell.* Who asked for what is missing\. The portal's database/,
    );
  });

  it('hides no mistake of ours', async () => {
    jest
      .spyOn(desktops, 'eventsOf')
      .mockRejectedValue(new TypeError('x is not a function'));
    await expect(reader.timelineOf(caller, ref, { limit: 10 })).rejects.toThrow(
      TypeError,
    );
  });

  it.each([
    ['may not see', create(), ref],
    ['is not there', owner, { ...ref, name: 'another' }],
  ])('has nothing of a desktop that one %s', async (_, timelines, wanted) => {
    for (const attempt of [
      timelines.timelineOf(caller, wanted, { limit: 10 }),
      timelines.logOf(caller, wanted, options),
    ]) {
      await expect(attempt).rejects.toMatchObject({
        code: 'VDI_SESSION_NOT_FOUND',
      });
    }
  });

  it('refuses a cursor that is none', async () => {
    await expect(
      reader.timelineOf(caller, ref, { limit: 10, cursor: 'x' }),
    ).rejects.toMatchObject({ code: 'VDI_INVALID_CURSOR' });
  });
});

describe('logOf', () => {
  it('gives the last lines, with nothing in them that does anything', async () => {
    desktops.logs.set(ref.name, 'one\n\u001b[31mtwo\u001b[0m\u0007\nthree');
    expect(await owner.logOf(caller, ref, { ...options, tail: 2 })).toBe(
      'two\nthree',
    );
  });

  it('is not for those who may only see the desktop', async () => {
    desktops.logs.set(ref.name, 'secret');
    await expect(reader.logOf(caller, ref, options)).rejects.toMatchObject({
      code: 'VDI_NOT_PERMITTED',
    });
  });

  it.each([
    ['stopped', { phase: 'Stopped' as const }, 'is stopped'],
    ['starting', { phase: 'Creating' as const }, 'has not begun to run'],
    ['new', undefined, 'has not begun to run'],
  ])(
    'asks nobody for the log of a desktop that is %s',
    async (_, status, why) => {
      desktops.put(aSession(ref.name, {}, status));
      desktops.logs.set(ref.name, "somebody else's pod");
      await expect(owner.logOf(caller, ref, options)).rejects.toMatchObject({
        code: 'VDI_NO_LOG',
        message: expect.stringContaining(why),
      });
    },
  );

  it('says what the cluster says', async () => {
    await expect(owner.logOf(caller, ref, options)).rejects.toMatchObject({
      code: 'VDI_NO_LOG',
    });
  });
});
