import { mockServices } from '@backstage/backend-test-utils';
import type { ClusterState } from '@backstage-vdi/plugin-vdi-common';
import { ClusterUnavailableError } from '../service/errors';
import { MemoryNote } from '../testing/MemoryNote';
import { aSession } from '../testing/objects';
import { NOTHING } from './amounts';
import { Reservations } from './Reservations';

const WANTED = {
  owner: 'user:default/alice',
  holder: 'oslo/vdi-sessions/a',
  amounts: { ...NOTHING, running: 1 },
  cluster: 'oslo',
};
const made = { cluster: 'oslo', session: aSession('a') };

function create(states: Record<string, ClusterState['state']>) {
  const notes = new Map(
    Object.keys(states).map(name => [name, new MemoryNote()]),
  );
  const caughtUp = jest.fn().mockResolvedValue(undefined);
  const logger = mockServices.logger.mock();
  const clock = { now: 0 };
  const reservations = new Reservations({
    desktops: {
      clusters: () =>
        Object.entries(states).map(([name, state]) => ({ name, state })),
      note: name => notes.get(name)!,
      now: () => clock.now,
      caughtUp,
    },
    newId: () => 'id',
    logger,
  });
  const stored = async (name: string) => (await notes.get(name)!.read()).data;
  return { reservations, notes, stored, states, caughtUp, clock, logger };
}

const NONE = { reservations: '{}' };

it.each([
  ['the first cluster', { berlin: 'ok', oslo: 'ok' }, 'berlin'],
  ['the first that can be reached', { berlin: 'stale', oslo: 'ok' }, 'oslo'],
] as const)('reserves in %s, and takes it back', async (_, states, cluster) => {
  const { reservations, stored } = create(states);
  const act = jest.fn(async () => {
    const { reservations: page } = await stored(cluster);
    expect(JSON.parse(page)).toMatchObject({ id: { holder: WANTED.holder } });
    return made;
  });
  expect(await reservations.during(WANTED, () => {}, act)).toBe(made);
  await reservations.settled();
  expect(await stored(cluster)).toMatchObject({
    ...NONE,
    seen: JSON.stringify({ oslo: '7' }),
  });
});

it('does not wait for a cluster that cannot be reached', async () => {
  const { reservations, states, caughtUp } = create({
    berlin: 'ok',
    oslo: 'ok',
  });
  await reservations.during(
    WANTED,
    () => {},
    async () => made,
  );
  await reservations.settled();
  states.oslo = 'stale';
  caughtUp.mockClear();
  const elsewhere = { ...WANTED, cluster: 'berlin' };
  const act = async () => ({ ...made, cluster: 'berlin' });
  await reservations.during(elsewhere, () => {}, act);
  await reservations.settled();
  expect(caughtUp.mock.calls.map(([name]) => name)).not.toContain('oslo');
});

it('waits for the cluster that has the page, as that was just read', async () => {
  const { reservations, states, caughtUp } = create({ oslo: 'ok' });
  await reservations.during(
    WANTED,
    () => {},
    async () => made,
  );
  await reservations.settled();
  states.oslo = 'stale';
  caughtUp.mockRejectedValue(new Error('behind'));
  const act = jest.fn();
  const started = reservations.during(WANTED, () => {}, act);
  await expect(started).rejects.toThrow('behind');
  expect(act).not.toHaveBeenCalled();
});

it('reserves nothing for a cluster that does not answer', async () => {
  const { reservations, notes, stored } = create({
    berlin: 'ok',
    oslo: 'stale',
  });
  const away = new ClusterUnavailableError('oslo is away');
  jest.spyOn(notes.get('oslo')!, 'read').mockRejectedValue(away);
  const act = async () => {
    throw away;
  };
  const started = reservations.during(WANTED, () => {}, act);
  await expect(started).rejects.toBe(away);
  expect(await stored('berlin')).toEqual({});
});

it('asks anew after the portal slept', async () => {
  const { reservations, stored, clock } = create({ oslo: 'ok' });
  const act = jest.fn();
  const asleep = () => {
    clock.now += 61_000;
  };
  await expect(reservations.during(WANTED, asleep, act)).rejects.toMatchObject({
    code: 'VDI_QUOTAS_UNAVAILABLE',
  });
  expect(act).not.toHaveBeenCalled();
  await reservations.settled();
  expect(await stored('oslo')).toMatchObject(NONE);
});

it('says in the log that a reservation stays behind', async () => {
  const { reservations, caughtUp, logger } = create({ oslo: 'ok' });
  caughtUp.mockRejectedValue(new Error('behind'));
  await reservations.during(
    WANTED,
    () => {},
    async () => made,
  );
  await reservations.settled();
  expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining('behind'));
});
