import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMemberships } from './Memberships';

const user = (name: string, ...groups: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name, namespace: 'default' },
  spec: {},
  relations: [
    ...groups.map(targetRef => ({ type: 'memberOf', targetRef })),
    { type: 'ownerOf', targetRef: 'component:default/film' },
  ],
});

it('gives the groups of each user that the catalog knows, and asks once', async () => {
  const catalog = catalogServiceMock({
    entities: [
      user('alice', 'group:default/Film', 'group:default/film', 'group:x/gpu'),
      user('bob'),
    ],
  });
  const asked = jest.spyOn(catalog, 'getEntitiesByRefs');
  const memberships = createMemberships({
    auth: mockServices.auth(),
    catalog,
  });
  const users = ['user:default/bob', 'user:default/gone', 'user:default/alice'];
  expect([...(await memberships.of(users))]).toEqual([
    ['user:default/bob', []],
    ['user:default/gone', []],
    ['user:default/alice', ['group:default/film', 'group:x/gpu']],
  ]);
  expect(asked).toHaveBeenCalledTimes(1);
});
