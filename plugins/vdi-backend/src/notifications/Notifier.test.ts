import { randomUUID } from 'node:crypto';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Knex } from 'knex';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import { PluginDatabase } from '../database/PluginDatabase';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import { NoticeBook } from './NoticeBook';
import { Notifier } from './Notifier';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const NOON = Date.parse('2026-10-01T12:00:00Z');
const alice = 'user:default/alice';

const stopping = (at: number): VDISession['status'] => ({
  phase: 'Running',
  stopsAt: { time: new Date(at).toISOString(), reason: 'TimeLimit' },
});
const failed: VDISession['status'] = { phase: 'Failed', podUID: 'run-1' };

// Any PostgreSQL will do whose connection string is in the environment, as it is in `npm test -- database`.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('the notifier on %s', id => {
  const clock = { ms: NOON };
  const desktops = new MemoryDesktops();
  const send = jest.fn();
  const usersOf = jest.fn();
  const logger = mockServices.logger.mock();
  let knex: Knex;
  let service: { getClient: jest.Mock<Promise<Knex>> };

  // However busy the machine is: this is not about time.
  const createBook = () =>
    new NoticeBook(
      new PluginDatabase(service, { limitMs: 60_000 }),
      randomUUID(),
    );

  /** A replica of the portal, or one that started anew. */
  const create = (book = createBook()) =>
    new Notifier({
      desktops,
      emails: { usersOf },
      notifications: { send },
      book,
      beforeMs: 15 * MINUTE_MS,
      link: '/desktops',
      logger,
      now: () => clock.ms,
    });

  const setTime = (ms: number) => {
    clock.ms = ms;
    desktops.time = ms;
  };
  const titles = () => send.mock.calls.map(([{ payload }]) => payload.title);

  beforeAll(async () => {
    knex = await databases.init(id);
    const database = new PluginDatabase({ getClient: async () => knex });
    await database.use(async () => {});
  });

  beforeEach(async () => {
    jest.resetAllMocks();
    usersOf.mockImplementation((owner: string) => [owner]);
    service = { getClient: jest.fn(async () => knex) };
    await knex('notices').delete();
    desktops.reset(aTemplate());
    desktops.state = { state: 'ok' };
    setTime(NOON);
  });

  it('tells the owner, once, whoever looks and however often', async () => {
    desktops.put(
      aSession('alice-blender-1', {}, stopping(NOON + 9 * MINUTE_MS)),
    );
    desktops.put(aSession('alice-blender-2', {}, failed));
    desktops.put(aSession('alice-blender-3', {}, { phase: 'Running' }));
    const replicas = [create(), create(), create()];
    await Promise.all(replicas.map(it => it.look()));
    setTime(NOON + MINUTE_MS);
    await Promise.all([...replicas, create()].map(it => it.look()));
    expect(titles().sort()).toEqual([
      'Blender 1 stops in 9 minutes because of the 8 h limit of this desktop',
      'Blender 2 failed',
    ]);
    expect(send.mock.calls[0][0].recipients).toEqual({
      type: 'entity',
      entityRef: [alice],
    });
  });

  it('tells of a stop that was put off when it comes near again', async () => {
    const notifier = create();
    const stop = NOON + 10 * MINUTE_MS;
    desktops.put(aSession('alice-blender-1', {}, stopping(stop)));
    await notifier.look();
    const later = stop + 60 * MINUTE_MS;
    desktops.put(aSession('alice-blender-1', {}, stopping(later)));
    await notifier.look();
    expect(send).toHaveBeenCalledTimes(1);
    setTime(later - 15 * MINUTE_MS);
    await notifier.look();
    await create().look();
    expect(titles()).toEqual([
      expect.stringContaining('in 10 minutes'),
      expect.stringContaining('in 15 minutes'),
    ]);
  });

  it('tells again what could not be told, and says so once', async () => {
    send.mockRejectedValue(new Error('Request failed with status 404'));
    desktops.put(aSession('alice-blender-1', {}, failed));
    desktops.put(aSession('alice-blender-2', {}, failed));
    const notifier = create();
    await notifier.look();
    setTime(NOON + MINUTE_MS - 1);
    await notifier.look();
    expect(send).toHaveBeenCalledTimes(2);
    setTime(NOON + MINUTE_MS);
    await notifier.look();
    expect(send).toHaveBeenCalledTimes(4);
    expect(logger.warn.mock.calls).toEqual([
      [
        'People cannot be notified of desktops that stop or fail: Error: Request failed with status 404. In a portal without notifications, set vdi.notifications.enabled to false.',
      ],
    ]);
    send.mockReset();
    setTime(NOON + 2 * MINUTE_MS);
    await notifier.look();
    await notifier.look();
    expect(titles()).toEqual(['Blender 1 failed', 'Blender 2 failed']);
    expect(logger.info.mock.calls).toEqual([['People are notified again.']]);
  });

  it('tells nothing while it is not known what was told, and makes up for it', async () => {
    service.getClient.mockRejectedValueOnce(new Error('connection refused'));
    desktops.put(aSession('alice-blender-1', {}, failed));
    const notifier = create();
    await notifier.look();
    expect(send).not.toHaveBeenCalled();
    expect(logger.warn.mock.calls[0][0]).toContain('connection refused');
    await notifier.look();
    expect(titles()).toEqual(['Blender 1 failed']);
  });

  it('says of each that fails, to look and to send, once until it succeeds', async () => {
    service.getClient.mockRejectedValueOnce(new Error('connection refused'));
    const notifier = create();
    await notifier.look();
    await notifier.look();
    send.mockRejectedValue(new Error('Request failed with status 404'));
    const session = aSession('alice-blender-1', {}, failed);
    desktops.put(session);
    await notifier.look();
    // That nothing is to be told is no success.
    desktops.remove(session);
    await notifier.look();
    desktops.put(aSession('alice-blender-2', {}, failed));
    await notifier.look();
    expect(logger.warn.mock.calls).toEqual([
      [expect.stringContaining('connection refused')],
      [expect.stringContaining('status 404')],
    ]);
    expect(logger.info.mock.calls).toEqual([['People are notified again.']]);
  });

  it('tells what could not be told when it could not be given back either', async () => {
    desktops.put(aSession('alice-blender-1', {}, failed));
    const book = createBook();
    const away = new DatabaseUnavailableError(new Error('gone'));
    jest.spyOn(book, 'giveBack').mockRejectedValueOnce(away);
    send.mockRejectedValueOnce(new Error('gone too'));
    const notifier = create(book);
    await notifier.look();
    setTime(NOON + MINUTE_MS);
    await notifier.look();
    await create().look();
    expect(titles()).toEqual(['Blender 1 failed', 'Blender 1 failed']);
  });

  it('tells once where it does not know whether it is for it to tell', async () => {
    desktops.put(aSession('alice-blender-1', {}, failed));
    const losesAnswers = () => {
      const book = createBook();
      const claim = book.claim.bind(book);
      jest.spyOn(book, 'claim').mockImplementationOnce(async (...claimed) => {
        await claim(...claimed);
        throw new DatabaseUnavailableError(new Error('no answer'));
      });
      return book;
    };
    const [one, other] = [create(losesAnswers()), create(losesAnswers())];
    await one.look();
    await other.look();
    expect(send).not.toHaveBeenCalled();
    await other.look();
    expect(send).not.toHaveBeenCalled();
    await one.look();
    await other.look();
    expect(titles()).toEqual(['Blender 1 failed']);
  });

  it('tells who is known by an address alone as soon as it is known whose that is', async () => {
    usersOf.mockReturnValue([]);
    desktops.put(aSession('alice-blender-1', { userRef: undefined }, failed));
    const notifier = create();
    await notifier.look();
    expect(send).not.toHaveBeenCalled();
    usersOf.mockReturnValue([alice]);
    await notifier.look();
    expect(titles()).toEqual(['Blender 1 failed']);
  });

  it.each(['stale', 'unavailable'] as const)(
    'tells nothing of a cluster that is %s',
    async state => {
      desktops.put(aSession('alice-blender-1', {}, failed));
      desktops.state = { state };
      const notifier = create();
      await notifier.look();
      expect(send).not.toHaveBeenCalled();
      desktops.state = { state: 'ok' };
      await notifier.look();
      expect(send).toHaveBeenCalledTimes(1);
    },
  );

  it('goes on after what nobody thought of', async () => {
    desktops.put(aSession('alice-blender-1', {}, failed));
    usersOf.mockImplementationOnce(() => {
      throw new TypeError('not a function');
    });
    const notifier = create();
    await notifier.look();
    expect(logger.warn.mock.calls[0][0]).toContain('not a function');
    await notifier.look();
    expect(titles()).toEqual(['Blender 1 failed']);
  });

  it('forgets what is over after a month, and not what is so still', async () => {
    const session = aSession('alice-blender-1', {}, failed);
    desktops.put(session);
    const stops = stopping(NOON + MINUTE_MS);
    desktops.put(aSession('alice-blender-2', {}, stops));
    await create().look();
    setTime(NOON + 31 * DAY_MS);
    await create().look();
    expect(send).toHaveBeenCalledTimes(2);
    expect(await knex('notices').pluck('session_uid')).toEqual([
      session.metadata.uid,
    ]);
    desktops.remove(session);
    await create().look();
    expect(await knex('notices').pluck('session_uid')).toEqual([]);
  });
});
