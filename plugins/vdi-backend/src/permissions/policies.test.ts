import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
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
import type { Decision, SessionPermission } from './Access';
import {
  createVdiSessionConditionalDecision,
  createVdiTemplateConditionalDecision,
  vdiSessionConditions,
  vdiTemplateConditions,
} from './conditions';

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

const alice = 'user:default/alice';
const bob = { user: 'bob@example.com', userRef: 'user:default/bob' };
const artists = 'group:default/artists';
const shopTeam = 'group:default/shop-team';

const desktops = new MemoryDesktops();
const templates = () => desktops.templates().map(it => it.template);
desktops.reset(aTemplate('blender', { tags: ['3d'] }), aTemplate('office'));
for (const session of [
  aSession('alice-blender'),
  aSession('alice-office', { template: 'office' }),
  aSession('alice-kubectl', { userRef: undefined }),
  aSession('bob-blender', bob),
  aSession('bob-view', {
    ...bob,
    shares: [{ ref: 'User:default/Alice', role: 'view' }],
  }),
  aSession('bob-control', {
    ...bob,
    shares: [
      { ref: artists, role: 'control', expires: '2999-01-01T00:00:00Z' },
    ],
  }),
  aSession('bob-shared-before', {
    ...bob,
    shares: [{ ref: alice, role: 'control', expires: '2020-01-01T00:00:00Z' }],
  }),
  aSession('bob-shop', { ...bob, entityRef: 'component:default/Shop' }),
  aSession('bob-gone', { ...bob, entityRef: 'component:default/gone' }),
]) {
  desktops.put(session);
}
const ALICES = ['alice-blender', 'alice-kubectl', 'alice-office'];

const shop = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'shop' },
  relations: [
    { type: 'ownedBy', targetRef: shopTeam },
    { type: 'dependsOn', targetRef: artists },
  ],
};

/** What the policy of the running test says to each permission. */
let say: (permission: string) => PolicyDecision;
let portal: PortalWithPolicy;

beforeAll(async () => {
  portal = await startPortalWithPolicy({
    desktops,
    entities: [shop],
    groups: { [alice]: [artists, shopTeam] },
    policy: { handle: async ({ permission }) => say(permission.name) },
  });
});

afterAll(() => portal.stop());

const sessionPermissions = [
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  vdiSessionDeletePermission,
  vdiSessionConnectPermission,
  vdiSessionSharePermission,
];

async function decide(name = 'alice'): Promise<Decision> {
  return portal.access.decide(await portal.caller(name), {
    resource: [...sessionPermissions, vdiTemplateReadPermission],
  });
}

/** Names of the sessions that a permission covers, found by either index where there is one. */
function covered(
  decision: Decision,
  permission: SessionPermission = vdiSessionReadPermission,
): string[] {
  const owners = decision.owners(permission);
  const among = owners ? desktops.sessionsOf(owners) : desktops.sessions();
  const names = (sessions: typeof among) =>
    sessions
      .filter(session => decision.covers(permission, session))
      .map(({ session }) => session.metadata.name)
      .sort();
  expect(names(among)).toEqual(names(desktops.sessions()));
  const candidates = decision.candidates(permission) ?? desktops.sessions();
  expect(names([...candidates])).toEqual(names(among));
  return names(among);
}

/** A policy that knows of one permission only. */
const sayOf =
  ({ name }: SessionPermission, answer: PolicyDecision) =>
  (asked: string) =>
    asked === name ? answer : DENY;
const onSessions = (
  conditions: Parameters<typeof createVdiSessionConditionalDecision>[1],
) => createVdiSessionConditionalDecision(vdiSessionReadPermission, conditions);
const { hasTemplate, isEntityOwner, isOwner, isSharedWith } =
  vdiSessionConditions;
const own = isOwner({ claims: [alice] });

describe('a condition of a policy', () => {
  it.each<[string, Parameters<typeof onSessions>[0], string[]]>([
    ['IS_OWNER', own, ALICES],
    [
      'IS_OWNER in capitals',
      isOwner({ claims: ['User:Default/ALICE'] }),
      ALICES,
    ],
    ['IS_OWNER with groups only', isOwner({ claims: [artists] }), []],
    ['IS_OWNER with nobody', isOwner({ claims: [] }), []],
    [
      'IS_SHARED_WITH',
      isSharedWith({ claims: [alice, artists] }),
      ['bob-control', 'bob-view'],
    ],
    [
      'IS_SHARED_WITH a group',
      isSharedWith({ claims: [artists] }),
      ['bob-control'],
    ],
    [
      'IS_SHARED_WITH to control',
      isSharedWith({ claims: [alice, artists], role: 'control' }),
      ['bob-control'],
    ],
    [
      'HAS_TEMPLATE',
      hasTemplate({ templates: ['office', 'gone'] }),
      ['alice-office'],
    ],
    ['IS_ENTITY_OWNER', isEntityOwner({ claims: [shopTeam] }), ['bob-shop']],
    [
      'IS_ENTITY_OWNER with another relation',
      isEntityOwner({ claims: [artists] }),
      [],
    ],
    [
      'any of two',
      { anyOf: [own, isEntityOwner({ claims: [shopTeam] })] },
      [...ALICES, 'bob-shop'],
    ],
    [
      'any of two that name owners',
      { anyOf: [own, isOwner({ claims: [artists] })] },
      ALICES,
    ],
    [
      'all of two',
      { allOf: [own, hasTemplate({ templates: ['blender'] })] },
      ['alice-blender', 'alice-kubectl'],
    ],
    [
      'not',
      { allOf: [own, { not: hasTemplate({ templates: ['blender'] }) }] },
      ['alice-office'],
    ],
  ])('%s is held against each desktop', async (_, conditions, names) => {
    say = sayOf(vdiSessionReadPermission, onSessions(conditions));
    expect(covered(await decide())).toEqual(names);
  });

  it.each(sessionPermissions.map(permission => [permission.name, permission]))(
    'counts for %s',
    async (_, permission) => {
      const shared = onSessions(isSharedWith({ claims: [alice] }));
      say = sayOf(permission, shared);
      const decision = await decide();
      for (const it of sessionPermissions) {
        expect(covered(decision, it)).toEqual(
          it === permission ? ['bob-view'] : [],
        );
      }
    },
  );

  it('is answered by the index where it names owners', async () => {
    say = sayOf(vdiSessionReadPermission, onSessions(own));
    const decision = await decide();
    expect(decision.owners(vdiSessionReadPermission)).toEqual([
      alice,
      'email:alice@example.com',
    ]);
  });

  it.each<[string, Parameters<typeof onSessions>[0], string[] | undefined]>([
    [
      'a share that has ended is no less one',
      isSharedWith({ claims: [alice] }),
      ['bob-shared-before', 'bob-view'],
    ],
    ['an entity', isEntityOwner({ claims: [shopTeam] }), ['bob-shop']],
    [
      'any of them, each once',
      { anyOf: [own, own, isSharedWith({ claims: [artists] })] },
      [...ALICES, 'bob-control'],
    ],
    [
      'the shortest way to all of them',
      {
        allOf: [
          isSharedWith({ claims: [alice, artists] }),
          isEntityOwner({ claims: [shopTeam] }),
        ],
      },
      ['bob-shop'],
    ],
    [
      'what no index knows',
      { anyOf: [own, hasTemplate({ templates: ['office'] })] },
      undefined,
    ],
    ['all but', { not: own }, undefined],
  ])('leads to %s', async (_, conditions, names) => {
    say = sayOf(vdiSessionReadPermission, onSessions(conditions));
    const found = (await decide()).candidates(vdiSessionReadPermission);
    expect(found?.map(it => it.session.metadata.name).sort()).toEqual(names);
  });

  it.each([
    [
      'HAS_NAME',
      vdiTemplateConditions.hasName({ names: ['office'] }),
      'office',
    ],
    ['HAS_TAG', vdiTemplateConditions.hasTag({ tags: ['3d'] }), 'blender'],
  ])('%s is held against each template', async (_, condition, name) => {
    say = asked =>
      asked === vdiTemplateReadPermission.name
        ? createVdiTemplateConditionalDecision(
            vdiTemplateReadPermission,
            condition,
          )
        : DENY;
    const { offers } = await decide();
    const offered = templates().filter(offers);
    expect(offered.map(({ metadata }) => metadata.name)).toEqual([name]);
  });

  it("that makes no sense is the policy's fault, and allows nothing", async () => {
    const answer = onSessions({ ...own, rule: 'IS_OWNED' });
    say = sayOf(vdiSessionReadPermission, answer);
    await expect(decide()).rejects.toMatchObject({ code: 'VDI_POLICY_BROKEN' });
  });
});

describe('a policy', () => {
  it('that allows everything shows nobody the desktops of others', async () => {
    say = () => ALLOW;
    const decision = await decide();
    for (const permission of sessionPermissions) {
      expect(covered(decision, permission)).toEqual(ALICES);
    }
    expect(decision.isAdmin).toBe(false);
    expect(templates().every(decision.offers)).toBe(true);
  });

  it('that denies everything shows nobody their own', async () => {
    say = () => DENY;
    const decision = await decide();
    for (const permission of sessionPermissions) {
      expect(covered(decision, permission)).toEqual([]);
    }
    expect(templates().some(decision.offers)).toBe(false);
  });

  it('that allows vdi.session.admin on purpose makes administrators, who open no desktop of others', async () => {
    say = asked => (asked.startsWith('vdi.session.') ? ALLOW : DENY);
    const decision = await decide();
    const all = desktops.sessions().map(({ session }) => session.metadata.name);
    expect(decision.isAdmin).toBe(true);
    expect(sessionPermissions.map(it => covered(decision, it).length)).toEqual([
      all.length,
      all.length,
      all.length,
      ALICES.length,
      ALICES.length,
    ]);
    expect(decision.owners(vdiSessionReadPermission)).toBeUndefined();
  });

  it('that denies deleting denies it to administrators too', async () => {
    say = asked =>
      asked === vdiSessionDeletePermission.name || asked === 'vdi.unnamed'
        ? DENY
        : ALLOW;
    const decision = await decide();
    expect(decision.isAdmin).toBe(true);
    expect(covered(decision, vdiSessionDeletePermission)).toEqual([]);
  });

  it('that denies vdi.session.create stops the request', async () => {
    say = asked => (asked === vdiSessionCreatePermission.name ? DENY : ALLOW);
    const caller = await portal.caller('alice');
    await expect(
      portal.access.decide(caller, { basic: [vdiSessionCreatePermission] }),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      code: 'VDI_NOT_PERMITTED',
      message: expect.stringContaining('vdi.session.create'),
    });
  });

  it('is asked for nobody else than the caller', async () => {
    const bobs = onSessions(isOwner({ claims: [bob.userRef] }));
    say = sayOf(vdiSessionReadPermission, bobs);
    expect(covered(await decide('bob'))).toEqual(
      desktops
        .sessionsOf([bob.userRef])
        .map(({ session }) => session.metadata.name)
        .sort(),
    );
  });
});

describe('without permissions', () => {
  let off: PortalWithPolicy;

  beforeAll(async () => {
    off = await startPortalWithPolicy({
      desktops,
      groups: { 'user:default/carol': ['group:default/Platform'] },
      admins: ['group:default/platform'],
    });
  });

  afterAll(() => off.stop());

  it('everybody has their own desktops', async () => {
    const decision = await off.access.decide(await off.caller('alice'), {
      basic: [vdiSessionCreatePermission],
      resource: [vdiSessionReadPermission],
    });
    expect(covered(decision)).toEqual(ALICES);
    expect(decision.isAdmin).toBe(false);
  });

  it('administrators are those of vdi.admins', async () => {
    const decision = await off.access.decide(await off.caller('carol'), {
      resource: [vdiSessionReadPermission],
    });
    expect(decision.isAdmin).toBe(true);
    expect(covered(decision)).toHaveLength(desktops.sessions().length);
  });
});
