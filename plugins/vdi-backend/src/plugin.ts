import { randomUUID } from 'node:crypto';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import {
  type QuotaSource,
  vdiQuotasExtensionPoint,
} from '@backstage-vdi/plugin-vdi-node';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { addActions } from './actions/addActions';
import { AuditedSessions } from './audit/AuditedSessions';
import { DatabaseAuditTrail } from './audit/DatabaseAuditTrail';
import { RelayAudit } from './audit/RelayAudit';
import { namespaceIn } from './config/namespaceIn';
import { readDesktopsUrl } from './config/readDesktopsUrl';
import { readVdiOptions } from './config/readVdiOptions';
import { PluginDatabase } from './database/PluginDatabase';
import { createDesktops } from './desktops/createDesktops';
import type { DesktopsHost } from './desktops/Desktops';
import { tellOwners } from './events/tellOwners';
import { NoticeBook } from './notifications/NoticeBook';
import { Notifier } from './notifications/Notifier';
import { readSpec } from './openapi/readSpec';
import { setUpAccess } from './permissions/setUpAccess';
import { setUpQuotas } from './quotas/setUpQuotas';
import { createRouter } from './router/createRouter';
import { TURN_PATH } from './router/turn';
import { EmailAddresses } from './service/EmailAddresses';
import { createIdentity } from './service/identity';
import { Sessions } from './service/Sessions';
import { Timelines } from './timeline/Timelines';
import { createMemberships } from './usage/Memberships';
import { UsageHistory } from './usage/UsageHistory';
import { UsageRecorder } from './usage/UsageRecorder';

/**
 * The plugin, on the desktops that `host` gives.
 *
 * @param host - the clusters that the configuration names; tests put some in memory in their place
 * @param options.checkAnswers - holds the API's answers to its description, as tests do. Default: false, as it takes time
 */
export function createVdiPlugin(
  host: DesktopsHost = createDesktops,
  { checkAnswers = false } = {},
) {
  return createBackendPlugin({
    pluginId: 'vdi',
    register(env) {
      const quotaSources: QuotaSource[] = [];
      env.registerExtensionPoint(vdiQuotasExtensionPoint, {
        addQuotaSource: source => quotaSources.push(source),
      });
      env.registerInit({
        deps: {
          actionsRegistry: actionsRegistryServiceRef,
          auditor: coreServices.auditor,
          auth: coreServices.auth,
          catalog: catalogServiceRef,
          config: coreServices.rootConfig,
          database: coreServices.database,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          meter: metricsServiceRef,
          notifications: notificationService,
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

          const { quotas, reservations } = setUpQuotas({
            auth,
            catalog,
            desktops,
            emails,
            logger,
            options: options.quotas,
            sources: quotaSources,
            now: Date.now,
          });

          const spec = readSpec();
          const trail = new DatabaseAuditTrail({
            database,
            ...options.audit,
            logger,
            now: Date.now,
          });
          const sessions = new AuditedSessions({
            sessions: new Sessions({
              desktops,
              access,
              namespaceIn: cluster => namespaceIn(cluster, options.clusters),
              ownerNamed: identity.ownerNamed,
              ownersNamed: identity.ownersNamed,
              quotas,
              newId: randomUUID,
              now: Date.now,
            }),
            desktops,
            auditor: services.auditor,
            trail,
            logger,
          });
          httpRouter.use(
            createRouter({
              identity,
              access,
              sessions,
              quotas,
              timelines: new Timelines({ desktops, access, audit: trail }),
              desktops,
              database,
              usage: options.usage,
              turn: options.turn,
              relayAudit: new RelayAudit({
                auditor: services.auditor,
                logger,
                now: Date.now,
              }),
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
            desktopsUrl: readDesktopsUrl(config),
          });
          if (options.turn) {
            httpRouter.addAuthPolicy({
              path: TURN_PATH,
              allow: 'unauthenticated',
            });
          }

          const hints = tellOwners({ desktops, emails, signals, logger });
          const recorder = new UsageRecorder({
            desktops,
            history: new UsageHistory(database),
            memberships: createMemberships({ auth, catalog }),
            ...options.usage,
            logger,
            now: Date.now,
          });

          const notifier =
            options.notifications.enabled &&
            new Notifier({
              desktops,
              emails,
              notifications: services.notifications,
              book: new NoticeBook(database, randomUUID()),
              ...options.notifications,
              logger,
              now: Date.now,
            });

          lifecycle.addStartupHook(() => {
            desktops.start();
            recorder.start();
            if (notifier) notifier.start();
          });
          lifecycle.addShutdownHook(async () => {
            await Promise.all([
              recorder.stop(),
              notifier && notifier.stop(),
              trail.settle(),
              // Beside the others: the operator of another replica waits for no database.
              reservations.settled().then(() => desktops.stop()),
            ]);
            hints.stop();
          });
        },
      });
    },
  });
}

/** Backstage backend plugin `vdi`: desktops on Kubernetes. */
export const vdiPlugin = createVdiPlugin();
