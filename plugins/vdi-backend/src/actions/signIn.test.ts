import { createServiceFactory } from '@backstage/backend-plugin-api';
import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { userInfoServiceFactory } from '@backstage/backend-defaults/userInfo';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProvider from '@backstage/plugin-auth-backend-module-guest-provider';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import mcpPlugin from '@backstage/plugin-mcp-actions-backend';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { Agent } from '../__testUtils__/Agent';
import { readExamplePortal } from '../__testUtils__/readExamplePortal';
import { createVdiPlugin } from '../plugin';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aTemplate } from '../testing/objects';

it("takes a person's token of the portal's own sign-in, and keeps who asked for them", async () => {
  const desktops = new MemoryDesktops();
  desktops.reset(aTemplate());
  const { config, entities } = readExamplePortal();
  const auditor = mockServices.auditor.mock();
  auditor.createEvent.mockResolvedValue({
    success: jest.fn(),
    fail: jest.fn(),
  });
  const guest = {
    userEntityRef: 'user:default/guest',
    dangerouslyAllowOutsideDevelopment: true,
  };
  const portal = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops),
      mcpPlugin,
      authPlugin,
      guestProvider,
      authServiceFactory,
      httpAuthServiceFactory,
      userInfoServiceFactory,
      auditor.factory,
      catalogServiceMock.factory({ entities }),
      mockServices.rootConfig.factory({
        data: {
          ...config,
          backend: { ...config.backend, baseUrl: 'http://localhost:7007' },
          auth: { environment: 'development', providers: { guest } },
        },
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
    ],
  });
  const address = `http://localhost:${portal.server.port()}`;
  const signIn = await fetch(`${address}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest', connection: 'close' },
  });
  const { backstageIdentity } = await signIn.json();

  const agent = await Agent.connect(
    address,
    `Bearer ${backstageIdentity.token}`,
  );
  const made = await agent.desktop('vdi.request-desktop', {
    template: 'blender',
  });
  expect(made.owner).toBe('user:default/guest');
  expect(auditor.createEvent).toHaveBeenCalledWith(
    expect.objectContaining({
      eventId: 'session-create',
      meta: expect.objectContaining({
        actor: 'user:default/guest',
        service: 'plugin:mcp-actions',
      }),
    }),
  );
  await agent.close();

  const stranger = Agent.connect(address, 'Bearer no.token.of.this.portal');
  await expect(stranger).rejects.toThrow();
  await portal.stop();
});
