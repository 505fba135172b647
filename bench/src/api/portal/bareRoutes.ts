import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { vdiSessionCreatePermission } from '@backstage-vdi/plugin-vdi-common';
import PromiseRouter from 'express-promise-router';

/**
 * The least that a plugin of Backstage can do: `/api/bare/signed-in` finds out who asks, and `/api/bare/permitted` whether the policy
 * allows them something.
 */
export const bareRoutes = createBackendPlugin({
  pluginId: 'bare',
  register(env) {
    env.registerInit({
      deps: {
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        permissions: coreServices.permissions,
      },
      async init({ httpAuth, httpRouter, permissions }) {
        const router = PromiseRouter();
        router.get('/signed-in', async (request, response) => {
          await httpAuth.credentials(request, { allow: ['user'] });
          response.json({});
        });
        router.get('/permitted', async (request, response) => {
          const credentials = await httpAuth.credentials(request, {
            allow: ['user'],
          });
          await permissions.authorize(
            [{ permission: vdiSessionCreatePermission }],
            { credentials },
          );
          response.json({});
        });
        httpRouter.use(router);
      },
    });
  },
});
