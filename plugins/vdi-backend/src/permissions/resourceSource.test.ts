import { sessionResourceRef } from '@backstage-vdi/plugin-vdi-common';
import { ManyDesktops } from '../desktops/ManyDesktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import type { EntityOwners } from '../service/EntityOwners';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import { createResourceSource } from './resourceSource';

const one = new MemoryDesktops('one');
const two = new MemoryDesktops('two');

const source = createResourceSource({
  desktops: new ManyDesktops([one, two].map(it => [it.cluster, it])),
  emails: {
    usersOf: (owner: string) => [owner],
  } as unknown as EmailAddresses,
  entityOwners: { of: async () => new Map() } as unknown as EntityOwners,
  now: () => 0,
});

beforeEach(() => {
  one.state = { state: 'ok' };
  one.reset(aTemplate('blender'), aTemplate('office'));
  two.reset(aTemplate('blender', { displayName: 'Elsewhere' }));
  one.put(aSession('desk'));
  two.put(
    aSession('desk', {
      user: 'bob@example.com',
      userRef: 'user:default/bob',
      template: 'office',
    }),
  );
});

const ownersOf = async (...clusters: string[]) => {
  const found = await source.sessions(
    clusters.map(cluster =>
      sessionResourceRef({ cluster, namespace: 'vdi-sessions', name: 'desk' }),
    ),
  );
  return found.map(session => session?.owners);
};
const displayed = async (...refs: string[]) =>
  (await source.templates(refs)).map(it => it?.spec.displayName);

it('finds the session that is meant, of those of one name in several clusters', async () => {
  expect(await ownersOf('one', 'two', 'three')).toEqual([
    ['user:default/alice'],
    ['user:default/bob'],
    undefined,
  ]);
});

it('finds templates by cluster and name, and the first of a name', async () => {
  expect(
    await displayed('two/blender', 'blender', 'one/office', 'two/office', 'x'),
  ).toEqual(['Elsewhere', 'Blender', 'Blender', undefined, undefined]);
});

it('knows nothing of a cluster that was never read, and all of the others', async () => {
  one.state = { state: 'unavailable' };
  expect(await ownersOf('one', 'two')).toEqual([
    undefined,
    ['user:default/bob'],
  ]);
  expect(await displayed('one/blender', 'blender')).toEqual([
    undefined,
    'Elsewhere',
  ]);
});
