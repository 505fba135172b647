import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import { SessionFinder } from './SessionFinder';

const desktops = new MemoryDesktops();
const finder = new SessionFinder(desktops);
const entity = 'component:default/shop';
const nowhere = { owners: [], sharedWith: [], entityOwners: [] };
const ownersByEntity = new Map([[entity, ['group:default/shop-team']]]);

beforeAll(() => {
  for (let n = 0; n < 1_001; n += 1) {
    desktops.put(
      aSession(`alice-blender-${n}`, {
        entityRef: 'Component:default/Shop',
        shares: n ? [] : [{ ref: 'User:default/Bob', role: 'view' }],
      }),
    );
  }
});

it('gives up where a look at all of them is quicker', () => {
  const reach = { ...nowhere, entityOwners: ['group:default/shop-team'] };
  expect(finder.find(reach, ownersByEntity)).toBeUndefined();
  desktops.remove(aSession('alice-blender-1000'));
  expect(finder.find(reach, ownersByEntity)).toHaveLength(1_000);
});

it('finds in the spelling that Backstage does not tell apart', () => {
  const reach = { ...nowhere, sharedWith: ['user:default/bob'] };
  const found = finder.find(reach, ownersByEntity);
  expect(found?.map(it => it.session.metadata.name)).toEqual([
    'alice-blender-0',
  ]);
});

it('finds nothing in the reach of nobody', () => {
  expect(finder.find(nowhere, ownersByEntity)).toEqual([]);
});
