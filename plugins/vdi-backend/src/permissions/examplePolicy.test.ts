import {
  vdiSessionConnectPermission,
  vdiSessionCreatePermission,
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
  vdiSessionSharePermission,
  vdiSessionUpdatePermission,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import {
  type PortalWithPolicy,
  startPortalWithPolicy,
} from '../__testUtils__/startPortalWithPolicy';
import type { SessionPermission } from './Access';
import examplePolicy from './examplePolicy';

const bob = { user: 'bob@example.com', userRef: 'user:default/bob' };
const desktops = new MemoryDesktops();
const templates = () => desktops.templates().map(it => it.template);
desktops.reset(aTemplate('office'), aTemplate('blender', { tags: ['gpu'] }));
desktops.put(aSession('alice-1'));
desktops.put(aSession('bob-1', bob));
desktops.put(aSession('shop', { ...bob, entityRef: 'component:default/shop' }));
desktops.put(
  aSession('shared', {
    ...bob,
    shares: [{ ref: 'user:default/alice', role: 'view' }],
  }),
);
const ALL = ['alice-1', 'bob-1', 'shared', 'shop'];

let portal: PortalWithPolicy;

beforeAll(async () => {
  portal = await startPortalWithPolicy({
    desktops,
    policy: examplePolicy,
    entities: [
      {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name: 'shop' },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/shop-team' }],
      },
    ],
    groups: {
      'user:default/alice': ['group:default/shop-team'],
      'user:default/dora': ['group:default/artists'],
      'user:default/carol': ['group:default/platform'],
    },
  });
});

afterAll(() => portal.stop());

async function decide(name: string) {
  return portal.access.decide(await portal.caller(name), {
    basic: [vdiSessionCreatePermission],
    resource: [
      vdiSessionReadPermission,
      vdiSessionUpdatePermission,
      vdiSessionDeletePermission,
      vdiSessionConnectPermission,
      vdiSessionSharePermission,
      vdiTemplateReadPermission,
    ],
  });
}

describe('the example policy', () => {
  it.each<[string, SessionPermission, string[]]>([
    ['alice', vdiSessionReadPermission, ['alice-1', 'shared', 'shop']],
    ['alice', vdiSessionConnectPermission, ['alice-1', 'shared']],
    ['alice', vdiSessionUpdatePermission, ['alice-1']],
    ['alice', vdiSessionDeletePermission, ['alice-1']],
    ['alice', vdiSessionSharePermission, []],
    ['dora', vdiSessionReadPermission, []],
    ['carol', vdiSessionReadPermission, ALL],
    ['carol', vdiSessionDeletePermission, ALL],
    ['carol', vdiSessionConnectPermission, []],
  ])('gives %s $name of %j', async (name, permission, names) => {
    const { covers } = await decide(name);
    const covered = desktops
      .sessions()
      .filter(session => covers(permission, session))
      .map(({ session }) => session.metadata.name);
    expect(covered.sort()).toEqual(names);
  });

  it.each([
    ['alice', ['office']],
    ['dora', ['office', 'blender']],
  ])('offers %s %j', async (name, names) => {
    const { offers } = await decide(name);
    const offered = templates().filter(offers);
    expect(offered.map(({ metadata }) => metadata.name)).toEqual(names);
  });

  it('makes administrators of the platform team alone', async () => {
    expect((await decide('carol')).isAdmin).toBe(true);
    expect((await decide('alice')).isAdmin).toBe(false);
  });
});
