import { mockServices } from '@backstage/backend-test-utils';
import {
  RELATION_HAS_MEMBER,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import type { QuotaOptions } from '../config/readQuotaOptions';
import { EmailAddresses } from '../service/EmailAddresses';
import { BoundsFinder } from './BoundsFinder';
import { GroupMembers } from './GroupMembers';
import { QuotaSources } from './QuotaSources';
import { QuotasUnavailableError } from './QuotasUnavailableError';

const FILM = 'group:default/film';
const ALICE = { userRef: 'user:default/Alice', user: 'alice@example.com' };

const user = (name: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: { profile: { email: `${name}@example.com` } },
  relations: [{ type: RELATION_MEMBER_OF, targetRef: FILM }],
});
const film = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'film', namespace: 'default' },
  relations: ['alice', 'bob'].map(name => ({
    type: RELATION_HAS_MEMBER,
    targetRef: `user:default/${name}`,
  })),
};

function create(
  options: Partial<QuotaOptions>,
  entities = [user('alice'), user('bob'), film],
) {
  const logger = mockServices.logger.mock();
  const auth = mockServices.auth();
  const catalog = catalogServiceMock.mock();
  const known = catalogServiceMock({ entities });
  catalog.getEntitiesByRefs.mockImplementation((...args) =>
    known.getEntitiesByRefs(...args),
  );
  catalog.getEntityByRef.mockImplementation((...args) =>
    known.getEntityByRef(...args),
  );
  let now = 0;
  const around = { auth, catalog, now: () => now };
  const emails = new EmailAddresses(around);
  const bounds = new BoundsFinder({
    sources: new QuotaSources({
      options: {
        eachUser: {},
        users: [],
        groups: [],
        sources: { timeoutMs: 5_000, allowWithout: false },
        ...options,
      },
      added: [],
      logger,
    }),
    members: new GroupMembers(around),
    emails,
    logger,
  });
  return { bounds, catalog, emails, pass: (ms: number) => (now += ms) };
}

const quota = { subject: FILM, allowed: { gpus: 8 } };

it('finds none where none are set, and asks the catalog nothing', async () => {
  const { bounds, catalog } = create({});
  expect(await bounds.boundsFor(ALICE)).toEqual([]);
  expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
});

it("counts one's own desktops, those of kubectl with one's address among them", async () => {
  const { bounds } = create({ eachUser: { running: 2 } });
  expect(await bounds.boundsFor(ALICE)).toEqual([
    {
      subject: 'user:default/alice',
      isGroup: false,
      owners: new Set(['user:default/alice', 'email:alice@example.com']),
      allowed: { running: 2 },
    },
  ]);
});

it('counts the desktops of all members of a group', async () => {
  const { bounds, emails } = create({ groups: [quota] });
  // Who has asked for anything is known by their address too.
  await emails.of('user:default/bob');
  expect(await bounds.boundsFor(ALICE)).toEqual([
    {
      subject: FILM,
      isGroup: true,
      owners: new Set([
        'user:default/alice',
        'email:alice@example.com',
        'user:default/bob',
        'email:bob@example.com',
      ]),
      allowed: { gpus: 8 },
    },
  ]);
});

it('bounds an owner who is known by an address only', async () => {
  const { bounds } = create({ eachUser: { running: 2 }, groups: [quota] });
  const [bound, ...others] = await bounds.boundsFor({ user: 'C@example.com' });
  expect(bound).toMatchObject({
    subject: 'email:c@example.com',
    owners: new Set(['email:c@example.com']),
  });
  expect(others).toEqual([]);
});

it('asks the catalog again after a minute', async () => {
  const { bounds, catalog, pass } = create({ groups: [quota] });
  await bounds.boundsFor(ALICE);
  await bounds.boundsFor(ALICE);
  expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  pass(60_000);
  await bounds.boundsFor(ALICE);
  expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(2);
});

it('says so where the catalog does not answer', async () => {
  const { bounds, catalog } = create({ groups: [quota] });
  catalog.getEntitiesByRefs.mockRejectedValue(new Error('away'));
  await expect(bounds.boundsFor(ALICE)).rejects.toThrow(QuotasUnavailableError);
});
