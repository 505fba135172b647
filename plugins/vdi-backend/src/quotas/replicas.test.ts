import fc from 'fast-check';
import { mockServices } from '@backstage/backend-test-utils';
import type { SharedNote } from '../desktops/SharedNote';
import { ClusterUnavailableError, InvalidFieldError } from '../service/errors';
import { markAnnotation } from '../service/requestMark';
import type { SessionInCluster } from '../service/SessionInCluster';
import { MemoryNote } from '../testing/MemoryNote';
import { aSession, aTemplate } from '../testing/objects';
import { NOTHING } from './amounts';
import { Quotas } from './Quotas';
import { QuotaExceededError } from './QuotaExceededError';
import { requestKey } from './Reservation';
import { Reservations } from './Reservations';

const ALICE = { userRef: 'user:default/alice', user: 'alice@example.com' };
const logger = mockServices.logger.mock();

/** What becomes of a request once there is room for it. */
type Fate = 'made' | 'refused by the cluster' | 'lost on the way';

/** The cluster: what it stores, in the order in which it does. */
class Server {
  readonly sessions: SessionInCluster[] = [];
  readonly note = new MemoryNote();

  create(key: string): SessionInCluster {
    const version = String(this.sessions.length + 1);
    const { metadata, ...rest } = aSession(`alice-${version}`);
    const mark = { key, body: '', attempt: key };
    const session = {
      ...rest,
      metadata: {
        ...metadata,
        resourceVersion: version,
        annotations: markAnnotation(mark),
      },
    };
    const made = { cluster: 'default', session };
    this.sessions.push(made);
    return made;
  }
}

/** A replica that knows what it wrote itself, and else only what it has to wait for. Its every step takes as long as `scheduler` wants. */
function startReplica(server: Server, scheduler: fc.Scheduler, bound: number) {
  const own = new Set<SessionInCluster>();
  let seen = 0;
  const step = () => scheduler.schedule(Promise.resolve());
  const note: SharedNote = {
    read: async () => {
      await step();
      const read = await server.note.read();
      await step();
      return read;
    },
    write: async written => {
      await step();
      const isWritten = await server.note.write(written);
      await step();
      return isWritten;
    },
  };
  const reservations = new Reservations({
    desktops: {
      clusters: () => [{ name: 'default', state: 'ok' }],
      note: () => note,
      now: () => 0,
      caughtUp: async (_, version) => {
        await step();
        seen = Math.max(seen, Number(version));
      },
    },
    newId: () => String(Math.random()),
    logger,
  });
  const quotas = new Quotas({
    desktops: {
      sessionsOf: () =>
        server.sessions.filter((it, index) => index < seen || own.has(it)),
      template: () => aTemplate(),
    },
    bounds: {
      boundsFor: async () => [
        {
          subject: ALICE.userRef,
          isGroup: false,
          owners: new Set([ALICE.userRef]),
          allowed: { running: bound },
        },
      ],
    },
    reservations,
  });
  const ask = (key: string, fate: Fate) =>
    quotas.admit(
      {
        caller: { userRef: ALICE.userRef },
        maySee: () => true,
        owner: ALICE,
        cluster: 'default',
        holder: requestKey({ key, body: '', attempt: key }),
        before: NOTHING,
        after: { running: 1, gpus: 0, homeSize: 0 },
      },
      async () => {
        await step();
        if (fate === 'refused by the cluster') {
          throw new InvalidFieldError('title', 'is not nice');
        }
        const made = server.create(key);
        await step();
        if (fate === 'lost on the way') {
          throw new ClusterUnavailableError('Nothing came back.');
        }
        own.add(made);
        return made;
      },
    );
  return { ask, settled: () => reservations.settled() };
}

const requests = (...fates: Fate[]) =>
  fc.array(fc.record({ replica: fc.nat(2), fate: fc.constantFrom(...fates) }), {
    minLength: 1,
    maxLength: 10,
  });

async function play(
  scheduler: fc.Scheduler,
  asked: { replica: number; fate: Fate }[],
  bound: number,
) {
  const server = new Server();
  const replicas = [0, 1, 2].map(() => startReplica(server, scheduler, bound));
  const answers = await scheduler.waitFor(
    Promise.allSettled(
      asked.map(({ replica, fate }, n) => replicas[replica].ask(`k${n}`, fate)),
    ),
  );
  await scheduler.waitFor(Promise.all(replicas.map(it => it.settled())));
  const { reservations = '{}' } = (await server.note.read()).data;
  return {
    server,
    answers,
    left: Object.keys(JSON.parse(reservations)).length,
  };
}

it('starts exactly as many as are allowed, whatever replicas do at once and however late they hear of each other', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      requests('made'),
      fc.integer({ min: 0, max: 6 }),
      async (scheduler, asked, bound) => {
        const { server, answers, left } = await play(scheduler, asked, bound);
        expect(server.sessions).toHaveLength(Math.min(asked.length, bound));
        const refused = answers.filter(
          it =>
            it.status === 'rejected' && it.reason instanceof QuotaExceededError,
        );
        expect(refused).toHaveLength(Math.max(0, asked.length - bound));
        expect(left).toBe(0);
      },
    ),
    { numRuns: 300 },
  );
});

it('starts no more than are allowed where requests fail, and holds the place of those that may yet come', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      requests('made', 'refused by the cluster', 'lost on the way'),
      fc.integer({ min: 0, max: 6 }),
      async (scheduler, asked, bound) => {
        const { server, answers, left } = await play(scheduler, asked, bound);
        expect(server.sessions.length).toBeLessThanOrEqual(bound);
        const lost = answers.filter(
          it =>
            it.status === 'rejected' &&
            it.reason instanceof ClusterUnavailableError,
        );
        expect(left).toBe(lost.length);
      },
    ),
    { numRuns: 300 },
  );
});
