import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityOwners } from './EntityOwners';

const shop = 'component:default/shop';
const entityOwnedBy = (...owners: string[]) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
  relations: [
    { type: 'partOf', targetRef: 'system:default/web' },
    ...owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
  ],
});

function create() {
  const catalog = catalogServiceMock.mock({
    getEntitiesByRefs: async ({ entityRefs }) => ({
      items: entityRefs.map(ref =>
        ref === shop ? entityOwnedBy('Group:default/Shop-Team') : undefined,
      ),
    }),
  });
  const clock = { ms: 0 };
  const owners = new EntityOwners({
    auth: mockServices.auth(),
    catalog,
    now: () => clock.ms,
  });
  return { owners, catalog, clock };
}

describe('EntityOwners', () => {
  it('asks for all entities at once, whatever their spelling', async () => {
    const { owners, catalog } = create();
    const refs = ['Component:default/Shop', shop, 'component:default/gone'];
    expect([...(await owners.of(refs))]).toEqual([
      [shop, ['group:default/shop-team']],
      ['component:default/gone', []],
    ]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('asks for what it does not know, and again after a minute', async () => {
    const { owners, catalog, clock } = create();
    await owners.of([shop]);
    await owners.of([shop]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
    catalog.getEntitiesByRefs.mockResolvedValue({
      items: [entityOwnedBy('group:default/other')],
    });
    clock.ms = 60_000;
    expect((await owners.of([shop])).get(shop)).toEqual([
      'group:default/other',
    ]);
  });

  it('asks for nothing where there is nothing to ask', async () => {
    const { owners, catalog } = create();
    expect((await owners.of([])).size).toBe(0);
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
  });

  it('does not take a failure for an answer', async () => {
    const { owners, catalog } = create();
    catalog.getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));
    await expect(owners.of([shop])).rejects.toThrow('down');
    expect((await owners.of([shop])).get(shop)).toHaveLength(1);
  });
});

describe('EntityOwners of all entities', () => {
  const all = (version: number, ...refs: string[]) => {
    const values = jest.fn(() => refs);
    return { version, values };
  };

  it('are looked through again when there is another, and after a moment', async () => {
    const { owners, clock } = create();
    const entities = all(1, shop);
    expect((await owners.ofAll(entities)).get(shop)).toHaveLength(1);
    await owners.ofAll(entities);
    expect(entities.values).toHaveBeenCalledTimes(1);
    const more = all(2, shop, 'component:default/gone');
    expect((await owners.ofAll(more)).size).toBe(2);
    clock.ms = 5_000;
    await owners.ofAll(more);
    expect(more.values).toHaveBeenCalledTimes(2);
  });

  it('are asked for once by all who ask at the same moment', async () => {
    const { owners, catalog } = create();
    const entities = all(1, shop);
    await Promise.all([owners.ofAll(entities), owners.ofAll(entities)]);
    expect(catalog.getEntitiesByRefs).toHaveBeenCalledTimes(1);
  });

  it('are asked for again after a failure', async () => {
    const { owners, catalog } = create();
    const entities = all(1, shop);
    catalog.getEntitiesByRefs.mockRejectedValueOnce(new Error('down'));
    await expect(owners.ofAll(entities)).rejects.toThrow('down');
    expect((await owners.ofAll(entities)).get(shop)).toHaveLength(1);
  });
});
