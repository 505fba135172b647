import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { aSession } from '../testing/objects';
import { EmailAddresses } from './EmailAddresses';
import { createIdentity, ownerOf } from './identity';
import { isOwner } from './ownership';

const alice = 'user:default/alice';
const user = (name: string, email?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { profile: { email } },
});

function create(options: { emailDomain?: string } = {}) {
  const users = new Map<string, Entity>([
    [alice, user('alice', 'alice@example.com')],
    ['user:default/bob', user('bob')],
  ]);
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async ref => users.get(String(ref)),
  });
  const userInfo = mockServices.userInfo.mock({
    getUserInfo: async () => ({
      userEntityRef: alice,
      ownershipEntityRefs: [alice, 'group:default/artists'],
    }),
  });
  const clock = { ms: 0 };
  const now = () => clock.ms;
  const auth = mockServices.auth();
  const identity = createIdentity({
    auth,
    httpAuth: mockServices.httpAuth(),
    userInfo,
    emails: new EmailAddresses({ auth, catalog, now, ...options }),
    logger: mockServices.logger.mock(),
    now,
  });
  return { identity, users, catalog, userInfo, clock };
}

describe('the caller', () => {
  it('is a signed-in person with an address and groups', async () => {
    const { identity } = create();
    const credentials = mockCredentials.user(alice);
    expect(await identity.callerWith(credentials)).toEqual({
      userRef: alice,
      email: 'alice@example.com',
      ownershipRefs: [alice, 'group:default/artists'],
      actor: undefined,
      credentials,
    });
  });

  it('is the person on whose behalf a service asks, and the service is kept', async () => {
    const { identity } = create();
    const actor = { subject: 'plugin:scaffolder' };
    const credentials = mockCredentials.user(alice, { actor });
    expect(await identity.callerWith(credentials)).toMatchObject({
      userRef: alice,
      actor: 'plugin:scaffolder',
    });
  });

  it.each([
    ['a service for itself', mockCredentials.service()],
    ['nobody', mockCredentials.none()],
  ])('is not %s', async (_, credentials) => {
    const { identity } = create();
    await expect(identity.callerWith(credentials)).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'VDI_NOT_A_PERSON',
      message: expect.stringContaining('on behalf of one'),
    });
  });

  it('is looked up once a minute', async () => {
    const { identity, catalog, userInfo, clock } = create();
    const credentials = mockCredentials.user(alice);
    await identity.callerWith(credentials);
    clock.ms = 59_999;
    await identity.callerWith(credentials);
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(1);
    expect(userInfo.getUserInfo).toHaveBeenCalledTimes(1);
    clock.ms = 60_000;
    await identity.callerWith(credentials);
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(2);
    expect(userInfo.getUserInfo).toHaveBeenCalledTimes(2);
  });

  it.each(['catalog', 'sign-in'])(
    'is asked to try again while the %s does not answer',
    async part => {
      const { identity, catalog, userInfo } = create();
      const down = new Error('connect ECONNREFUSED');
      if (part === 'catalog')
        catalog.getEntityByRef.mockRejectedValueOnce(down);
      else userInfo.getUserInfo.mockRejectedValueOnce(down);
      const credentials = mockCredentials.user(alice);
      await expect(identity.callerWith(credentials)).rejects.toMatchObject({
        code: 'VDI_PORTAL_UNAVAILABLE',
        message: expect.not.stringContaining('ECONNREFUSED'),
      });
      await identity.callerWith(credentials);
    },
  );
});

describe('the owner of a new session', () => {
  it('is its caller', async () => {
    const { identity } = create();
    const caller = await identity.callerWith(mockCredentials.user(alice));
    expect(ownerOf(caller)).toEqual({
      userRef: alice,
      user: 'alice@example.com',
    });
  });

  it('needs an address, and the caller is told how to get one', async () => {
    const { identity } = create();
    const caller = await identity.callerWith(
      mockCredentials.user('user:default/bob'),
    );
    expect(() => ownerOf(caller)).toThrow(
      /user:default\/bob is not known.*spec\.profile\.email.*vdi\.users\.emailDomain/,
    );
  });

  it('is who an administrator names', async () => {
    const { identity } = create();
    expect(await identity.ownerNamed(alice)).toEqual({
      userRef: alice,
      user: 'alice@example.com',
    });
  });

  it.each([
    ['user:default/nobody', 'example.com', 'no user "user:default/nobody"'],
    ['user:default/bob', undefined, 'e-mail address of user:default/bob'],
  ])('is not %s', async (named, emailDomain, message) => {
    const { identity } = create({ emailDomain });
    await expect(identity.ownerNamed(named)).rejects.toMatchObject({
      code: 'VDI_INVALID_FIELD',
      field: 'owner',
      message: expect.stringContaining(message),
    });
  });
});

describe('a user whom the catalog no longer knows', () => {
  const session = aSession('alice-1');

  it('keeps their desktops until their sign-in ends, and requests no more', async () => {
    const { identity, users } = create();
    users.delete(alice);
    const caller = await identity.callerWith(mockCredentials.user(alice));
    expect(isOwner(caller, session)).toBe(true);
    expect(() => ownerOf(caller)).toThrow('is not known');
  });

  it('leaves them to nobody who gets their address', async () => {
    const { identity, users } = create();
    users.delete(alice);
    users.set('user:default/bob', user('bob', 'alice@example.com'));
    const bob = await identity.callerWith(
      mockCredentials.user('user:default/bob'),
    );
    expect(bob.email).toBe('alice@example.com');
    expect(isOwner(bob, session)).toBe(false);
  });
});
