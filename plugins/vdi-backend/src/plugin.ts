import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  DEFAULT_CLUSTER,
  SESSIONS_CHANNEL,
  type SessionsSignal,
} from '@backstage-vdi/plugin-vdi-common';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { addActions } from './actions/addActions';
import { readVdiOptions } from './config/readVdiOptions';
import { ClusterDesktops } from './desktops/ClusterDesktops';
import { PluginDatabase } from './database/PluginDatabase';
import type { DesktopsHost } from './desktops/Desktops';
import { SessionSignals } from './events/SessionSignals';
import { readSpec } from './openapi/readSpec';
import { setUpAccess } from './permissions/setUpAccess';
import { createRouter } from './router/createRouter';
import { TURN_PATH } from './router/turn';
import { EmailAddresses } from './service/EmailAddresses';
import { createIdentity } from './service/identity';
import { Sessions } from './service/Sessions';
import { createMemberships } from './usage/Memberships';
import { UsageHistory } from './usage/UsageHistory';
import { UsageRecorder } from './usage/UsageRecorder';
import { Timelines } from './timeline/Timelines';

/**
 * The plugin, on the desktops that `host` gives.
 *
 * @param host - the cluster that the configuration names; tests put one in memory in its place
 * @param options.checkAnswers - holds the API's answers to its description, as tests do. Default: false, as it takes time
 */
export function createVdiPlugin(
  host: DesktopsHost = ClusterDesktops.create,
  { checkAnswers = false } = {},
) {
  return createBackendPlugin({
    pluginId: 'vdi',
    register(env) {
      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          meter: metricsServiceRef,
          permissions: coreServices.permissions,
          permissionsRegistry: coreServices.permissionsRegistry,
          signals: signalsServiceRef,
          userInfo: coreServices.userInfo,
        },
        async init({
          auth,
          catalog,
          config,
          httpAuth,
          httpRouter,
          ...services
        }) {
          const { lifecycle, logger, meter, signals, userInfo } = services;
          const { actionsRegistry, permissions, permissionsRegistry } =
            services;
          const options = readVdiOptions(config);
          const desktops = host({ options, logger, meter });
          const database = new PluginDatabase(services.database);
          const emails = new EmailAddresses({
            auth,
            catalog,
            emailDomain: options.users.emailDomain,
            now: Date.now,
          });

          const identity = createIdentity({
            auth,
            httpAuth,
            userInfo,
            emails,
            logger,
            now: Date.now,
          });
          const access = setUpAccess({
            auth,
            catalog,
            permissions,
            permissionsRegistry,
            logger,
            desktops,
            emails,
            admins: options.admins,
            now: Date.now,
          });

          const spec = readSpec();
          const sessions = new Sessions({
            desktops,
            access,
            place: {
              cluster: DEFAULT_CLUSTER,
              namespace: options.namespace,
            },
            ownerNamed: identity.ownerNamed,
            now: Date.now,
          });
          httpRouter.use(
            createRouter({
              identity,
              access,
              sessions,
              timelines: new Timelines({ desktops, access }),
              desktops,
              database,
              usage: options.usage,
              turn: options.turn,
              now: Date.now,
              spec,
              checkAnswers,
            }),
          );
          addActions({
            registry: actionsRegistry,
            identity,
            access,
            sessions,
            desktops,
            spec,
            baseUrl: config.getOptionalString('app.baseUrl'),
          });
          if (options.turn) {
            httpRouter.addAuthPolicy({
              path: TURN_PATH,
              allow: 'unauthenticated',
            });
          }

          const hints = new SessionSignals({
            publish: userRefs =>
              signals.publish<SessionsSignal>({
                recipients: { type: 'user', entityRef: userRefs },
                channel: SESSIONS_CHANNEL,
                message: { action: 'sessions-changed' },
              }),
            onError: error =>
              logger.warn(`Open pages could not be told of a change: ${error}`),
          });
          desktops.onOwnersChange(owners => {
            for (const owner of owners) {
              for (const userRef of emails.usersOf(owner)) {
                hints.changed(userRef);
              }
            }
          });

          const recorder = new UsageRecorder({
            desktops,
            history: new UsageHistory(database),
            memberships: createMemberships({ auth, catalog }),
            ...options.usage,
            logger,
            now: Date.now,
          });

          lifecycle.addStartupHook(() => {
            desktops.start();
            recorder.start();
          });
          lifecycle.addShutdownHook(async () => {
            await recorder.stop();
            hints.stop();
            await desktops.stop();
          });
        },
      });
    },
  });
}

/** Backstage backend plugin `vdi`: desktops on Kubernetes. */
export const vdiPlugin = createVdiPlugin();
