import { mockServices } from '@backstage/backend-test-utils';
import type { QuotaSource } from '@backstage-vdi/plugin-vdi-node';
import type { QuotaOptions } from '../config/readQuotaOptions';
import { QuotaSources } from './QuotaSources';
import { QuotasUnavailableError } from './QuotasUnavailableError';

const ALICE = 'user:default/alice';
const FILM = 'group:default/film';
const owner = { userRef: ALICE, groups: [FILM] };

function create(
  options: Partial<QuotaOptions>,
  ...quotasFor: QuotaSource['quotasFor'][]
) {
  const logger = mockServices.logger.mock();
  const sources = new QuotaSources({
    options: {
      eachUser: {},
      users: [],
      groups: [],
      sources: { timeoutMs: 5_000, allowWithout: false },
      ...options,
    },
    added: quotasFor.map(it => ({ name: 'budgets', quotasFor: it })),
    logger,
  });
  return { sources, logger };
}

it("gives one's own in the place of each user's, and those of one's groups", async () => {
  const { sources } = create({
    eachUser: { running: 1 },
    users: [{ subject: ALICE, allowed: { running: 9 } }],
    groups: [
      { subject: FILM, allowed: { gpus: 8 } },
      { subject: 'group:default/other', allowed: { gpus: 1 } },
    ],
  });
  expect(await sources.of(owner)).toEqual([
    { subject: ALICE, allowed: { running: 9 } },
    { subject: FILM, allowed: { gpus: 8 } },
  ]);
  expect(await sources.of({ userRef: 'user:default/bob', groups: [] })).toEqual(
    [{ subject: 'user:default/bob', allowed: { running: 1 } }],
  );
});

it('adds what other sources say', async () => {
  const { sources } = create({}, async ({ groups }) =>
    groups.map(() => ({ subject: 'Group:default/Film', allowed: { gpus: 2 } })),
  );
  expect(sources.usesGroups).toBe(true);
  expect(await sources.of(owner)).toContainEqual({
    subject: FILM,
    allowed: { gpus: 2 },
  });
});

describe.each<[string, QuotaSource['quotasFor'], string]>([
  ['fails', () => Promise.reject(new Error('no connection')), 'no connection'],
  [
    'throws',
    () => {
      throw new Error('a mistake');
    },
    'a mistake',
  ],
  ['takes too long', () => new Promise(() => {}), 'no answer within 5 ms'],
  [
    "bounds somebody else's desktops",
    async () => [{ subject: 'group:default/other', allowed: { gpus: 0 } }],
    'a quota of group:default/other for user:default/alice',
  ],
])('where a source %s', (_, quotasFor, reason) => {
  it('refuses, and tells the log why', async () => {
    const timeoutMs = 5;
    const { sources, logger } = create(
      { sources: { timeoutMs, allowWithout: false } },
      quotasFor,
    );
    await expect(sources.of(owner)).rejects.toThrow(QuotasUnavailableError);
    expect(logger.warn).toHaveBeenCalledWith(expect.stringContaining(reason));
  });

  it('goes by the other quotas where the configuration says so', async () => {
    const { sources, logger } = create(
      { sources: { timeoutMs: 5, allowWithout: true }, eachUser: { gpus: 1 } },
      quotasFor,
    );
    expect(await sources.of(owner)).toEqual([
      { subject: ALICE, allowed: { gpus: 1 } },
    ]);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});

it('tells a source when nobody waits for it any more', async () => {
  let told: AbortSignal | undefined;
  const { sources } = create(
    { sources: { timeoutMs: 5, allowWithout: true } },
    (_, { signal }) => {
      told = signal;
      return new Promise(() => {});
    },
  );
  await sources.of(owner);
  expect(told?.aborted).toBe(true);
});
