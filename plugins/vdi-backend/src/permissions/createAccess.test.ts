import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  vdiSessionCreatePermission,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import { EmailAddresses } from '../service/EmailAddresses';
import { EntityOwners } from '../service/EntityOwners';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import {
  createVdiSessionConditionalDecision,
  vdiSessionConditions,
} from './conditions';
import { createAccess } from './createAccess';
import { SessionFinder } from './SessionFinder';
import { sessionRules } from './sessionRules';

const userRef = 'user:default/alice';
const caller = {
  userRef,
  ownershipRefs: [userRef],
  credentials: mockCredentials.user(userRef),
};
const session = {
  cluster: 'default',
  session: aSession('alice-blender-1', { entityRef: 'component:default/shop' }),
};
const desktops = new MemoryDesktops();
desktops.put(session.session);

const registry = mockServices.permissionsRegistry.mock({
  // The ruleset's type parameters are the caller's; a mock knows nothing of them.
  getPermissionRuleset: jest.fn().mockReturnValue({
    getRuleByName: (wanted: string) =>
      Object.values(sessionRules).find(({ name }) => name === wanted),
  }),
});

function create() {
  const permissions = mockServices.permissions.mock({
    authorizeConditional: async queries =>
      queries.map(() => ({ result: AuthorizeResult.ALLOW })),
  });
  const now = () => 0;
  const catalog = catalogServiceMock.mock();
  const portal = {
    auth: mockServices.auth(),
    catalog,
    logger: mockServices.logger.mock(),
    permissionsRegistry: registry,
    permissions,
    now,
  };
  const access = createAccess({
    ...portal,
    admins: [],
    emails: new EmailAddresses(portal),
    entityOwners: new EntityOwners(portal),
    finder: new SessionFinder(desktops),
  });
  return { access, catalog, permissions };
}

describe('createAccess', () => {
  it('asks the framework one question, whatever a request needs', async () => {
    const { access, permissions } = create();
    await access.decide(caller, {
      basic: [vdiSessionCreatePermission],
      resource: [vdiSessionReadPermission, vdiTemplateReadPermission],
    });
    expect(permissions.authorize).not.toHaveBeenCalled();
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    const [queries, asked] = permissions.authorizeConditional.mock.calls[0];
    expect(queries.map(({ permission }) => permission.name)).toEqual([
      'vdi.session.create',
      'vdi.session.read',
      'vdi.template.read',
      'vdi.session.admin',
      'vdi.unnamed',
    ]);
    expect(asked?.credentials).toBe(caller.credentials);
  });

  it('says that it can be tried again when the framework does not answer', async () => {
    const { access, permissions } = create();
    permissions.authorizeConditional.mockRejectedValue(
      new Error('connect ECONNREFUSED 127.0.0.1:7007'),
    );
    await expect(access.decide(caller, {})).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      code: 'VDI_PORTAL_UNAVAILABLE',
      message: expect.not.stringContaining('7007'),
    });
  });

  it('says the same when the catalog does not, and a condition needs it', async () => {
    const { access, catalog, permissions } = create();
    const isEntityOwner = createVdiSessionConditionalDecision(
      vdiSessionReadPermission,
      vdiSessionConditions.isEntityOwner({ claims: [userRef] }),
    );
    permissions.authorizeConditional.mockImplementation(async queries =>
      queries.map(() => isEntityOwner),
    );
    catalog.getEntitiesByRefs.mockRejectedValue(new Error('it is down'));
    await expect(
      access.decide(caller, { resource: [vdiSessionReadPermission] }),
    ).rejects.toMatchObject({ code: 'VDI_PORTAL_UNAVAILABLE' });
  });

  it('does not guess what was not asked', async () => {
    const { access } = create();
    const decision = await access.decide(caller, {
      resource: [vdiSessionReadPermission],
    });
    expect(decision.covers(vdiSessionReadPermission, session)).toBe(true);
    expect(() => decision.covers(vdiSessionUpdatePermission, session)).toThrow(
      'vdi.session.update was not among what was wanted',
    );
  });
});
