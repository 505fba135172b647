import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EmailAddresses } from './EmailAddresses';

const alice = 'user:default/alice';
const user = (name: string, email?: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name },
  spec: { profile: { email } },
});

function create(options: { emailDomain?: string; email?: string }) {
  const catalog = catalogServiceMock.mock({
    getEntityByRef: async () => user('alice', options.email),
  });
  const clock = { ms: 0 };
  const emails = new EmailAddresses({
    auth: mockServices.auth(),
    catalog,
    emailDomain: options.emailDomain,
    now: () => clock.ms,
  });
  return { emails, catalog, clock };
}

describe('EmailAddresses', () => {
  it.each([
    [{ email: 'a@b.example', emailDomain: 'x.example' }, 'a@b.example'],
    [{ emailDomain: 'x.example' }, 'alice@x.example'],
    [{ email: 'nonsense', emailDomain: 'x.example' }, undefined],
    [{}, undefined],
  ])('with %j gives %s', async (options, address) => {
    expect(await create(options).emails.of(alice)).toBe(address);
  });

  it('gives a user whom the catalog does not know an address of the domain', async () => {
    const { emails, catalog } = create({ emailDomain: 'x.example' });
    catalog.getEntityByRef.mockResolvedValue(undefined);
    expect(await emails.of('user:default/carol')).toBe('carol@x.example');
  });

  it('asks the catalog once a minute', async () => {
    const { emails, catalog, clock } = create({ email: 'old@b.example' });
    await Promise.all([emails.of(alice), emails.of(alice)]);
    catalog.getEntityByRef.mockResolvedValue(user('alice', 'new@b.example'));
    clock.ms = 59_999;
    expect(await emails.of(alice)).toBe('old@b.example');
    clock.ms = 60_000;
    expect(await emails.of(alice)).toBe('new@b.example');
    expect(catalog.getEntityByRef).toHaveBeenCalledTimes(2);
  });

  it('asks again after the catalog failed', async () => {
    const { emails, catalog } = create({ email: 'a@b.example' });
    catalog.getEntityByRef.mockRejectedValueOnce(new Error('catalog is down'));
    await expect(emails.of(alice)).rejects.toThrow('catalog is down');
    expect(await emails.of(alice)).toBe('a@b.example');
  });

  it('asks again for an address that was missing', async () => {
    const { emails, catalog } = create({});
    expect(await emails.of(alice)).toBeUndefined();
    catalog.getEntityByRef.mockResolvedValue(user('alice', 'a@b.example'));
    expect(await emails.of(alice)).toBe('a@b.example');
  });

  it('finds the users behind an owner, and the owners that are a user', async () => {
    const { emails } = create({ email: 'Alice@b.example' });
    const address = 'email:alice@b.example';
    expect(emails.usersOf('user:default/bob')).toEqual(['user:default/bob']);
    expect(emails.usersOf(address)).toEqual([]);
    expect(emails.ownersOf(alice)).toEqual([alice]);
    await emails.of('User:default/Alice');
    expect(emails.usersOf(address)).toEqual([alice]);
    expect(emails.ownersOf(alice)).toEqual([alice, address]);
    await emails.of('user:default/alice-at-home');
    expect(emails.usersOf(address)).toEqual([alice, `${alice}-at-home`]);
  });

  it('forgets the address that a user had before', async () => {
    const { emails, catalog, clock } = create({ email: 'old@b.example' });
    await emails.of(alice);
    catalog.getEntityByRef.mockResolvedValue(user('alice', 'new@b.example'));
    clock.ms = 60_000;
    await emails.of(alice);
    expect(emails.usersOf('email:old@b.example')).toEqual([]);
    expect(emails.ownersOf(alice)).toEqual([alice, 'email:new@b.example']);
  });

  it('tells whether the catalog knows a user, whatever their address', async () => {
    const { emails, catalog } = create({ emailDomain: 'x.example' });
    expect(await emails.isListed(alice)).toBe(true);
    catalog.getEntityByRef.mockResolvedValue(undefined);
    expect(await emails.isListed('user:default/carol')).toBe(false);
  });
});
