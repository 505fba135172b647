import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request from 'supertest';
import { createVdiPlugin } from '../plugin';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';

const alice = 'user:default/alice';

/** A portal with Backstage's own notifications, whose desktops these are; resolves with what `alice` hears of on her open pages. */
async function startPortal(desktops: MemoryDesktops, notifications?: object) {
  const heard = jest.fn();
  const first = new Promise<void>(resolve => {
    heard.mockImplementation(async ({ channel }) => {
      if (channel === 'notifications') resolve();
    });
  });
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops),
      notificationsBackend,
      mockServices.rootConfig.factory({
        data: {
          app: {
            baseUrl: 'http://localhost:3000',
            extensions: [{ 'page:vdi': { config: { path: '/workstations' } } }],
          },
          vdi: { notifications },
        },
      }),
      catalogServiceMock.factory({
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'alice' },
            spec: {},
          },
        ],
      }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: heard }),
      }),
    ],
  });
  return {
    first,
    async notifications() {
      const { body } = await request(backend.server)
        .get('/api/notifications/notifications')
        .set('authorization', mockCredentials.user.header(alice))
        .expect(200);
      return body.notifications;
    },
    stop: () => backend.stop(),
  };
}

const stopping = () => {
  const desktops = new MemoryDesktops();
  desktops.reset(aTemplate());
  const time = new Date(desktops.now() + 10 * 60_000).toISOString();
  desktops.put(
    aSession(undefined, undefined, {
      phase: 'Running',
      stopsAt: { time, reason: 'TimeLimit' },
    }),
  );
  return desktops;
};

it('has them in the portal', async () => {
  const portal = await startPortal(stopping());
  await portal.first;
  expect(await portal.notifications()).toMatchObject([
    {
      user: alice,
      origin: 'plugin:vdi',
      payload: {
        title:
          'Blender 1 stops in 10 minutes because of the 8 h limit of this desktop',
        link: '/workstations',
        severity: 'normal',
        topic: 'desktop-stops',
      },
    },
  ]);
  await portal.stop();
});

it('has none where they are turned off', async () => {
  const desktops = stopping();
  const looked = jest.spyOn(desktops, 'sessions');
  const portal = await startPortal(desktops, { enabled: false });
  await portal.stop();
  // Whoever records usage looks; nobody else does.
  expect(looked).toHaveBeenCalled();
  expect(await Promise.race([portal.first, 'nothing'])).toBe('nothing');
});
