/** The portal's program: it is told its configuration by the first message, and ends when its parent disconnects. */
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import authPlugin from '@backstage/plugin-auth-backend';
import eventsPlugin from '@backstage/plugin-events-backend';
import permissionPlugin from '@backstage/plugin-permission-backend';
import signalsPlugin from '@backstage/plugin-signals-backend';
import { bareRoutes } from './bareRoutes';
import { catalogOf } from './catalog';
import { DecisionCounter } from './DecisionCounter';
import { policy } from './policy';
import type { FromPortal, ToPortal } from './process';
import { signIn } from './signIn';

async function start({
  data,
  entities,
}: Extract<ToPortal, { data: unknown }>): Promise<DecisionCounter> {
  const decisions = new DecisionCounter();
  const backend = createBackend();
  for (const feature of [
    decisions.feature,
    createServiceFactory({
      service: coreServices.rootConfig,
      deps: {},
      factory: () => new ConfigReader(data),
    }),
    // Its answers are remembered for a minute, and it is not what is measured.
    catalogOf(entities),
    authPlugin,
    signIn,
    permissionPlugin,
    policy,
    eventsPlugin,
    signalsPlugin,
    bareRoutes,
  ]) {
    backend.add(feature);
  }
  backend.add(import('@backstage-vdi/plugin-vdi-backend'));
  await backend.start();
  return decisions;
}

const tell = (message: FromPortal) => process.send?.(message);

let decisions: ReturnType<typeof start> | undefined;
process.on('message', async (message: ToPortal) => {
  if ('data' in message) {
    decisions = start(message);
    await decisions;
    tell({ started: true });
  } else {
    tell({ decisions: (await decisions)?.count ?? 0 });
  }
});
// It holds nothing that is kept, and its own connections to itself would hold up a stop.
process.once('disconnect', () => process.exit());
