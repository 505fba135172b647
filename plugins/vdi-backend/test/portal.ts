import { setTimeout } from 'node:timers/promises';
import {
  type BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import { VdiClient, type VdiApi } from '@backstage-vdi/plugin-vdi-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import { readExamplePortal } from '../src/__testUtils__/readExamplePortal';
import { createVdiPlugin } from '../src/plugin';
import { ownDatabase } from './ownDatabase';

/** A Backstage backend with the plugin on a real cluster. */
export interface Portal {
  /** Of its API. */
  baseUrl: string;
  /** The session API as this user. */
  as(userRef: string): VdiApi;
  /** Resolves with what `look` gives as soon as it gives something; looks again whenever the portal says that a session changed. */
  until<T>(look: () => Promise<T | undefined>): Promise<T>;
  stop(): Promise<void>;
}

/**
 * Starts one with this `vdi` section, waits until it has read the cluster, and holds its answers to the description of the API. Its
 * catalog is that of the example portal.
 *
 * @param features - in the place of those that it has of their kind
 * @param config - other sections of the configuration
 */
export async function startPortal(
  vdi: object,
  features: BackendFeature[] = [],
  config: object = {},
): Promise<Portal> {
  const waiting = new Set<() => void>();
  const publish = async () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const { entities } = readExamplePortal();
  const database = ownDatabase();
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(undefined, { checkAnswers: true }),
      database.feature,
      mockServices.rootConfig.factory({
        data: {
          ...config,
          vdi: { ...vdi, users: { emailDomain: 'example.com' } },
        },
      }),
      catalogServiceMock.factory({ entities }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish }),
      }),
      ...features,
    ],
  });
  const baseUrl = `http://localhost:${backend.server.port()}/api/vdi`;
  const portal: Portal = {
    baseUrl,
    as: userRef =>
      new VdiClient({
        discoveryApi: { getBaseUrl: async () => baseUrl },
        fetchApi: {
          fetch: (input, init) => {
            const headers = new Headers(init?.headers);
            headers.set('authorization', mockCredentials.user.header(userRef));
            // A connection that is kept open holds up the portal's stop.
            headers.set('connection', 'close');
            return fetch(input, { ...init, headers });
          },
        },
      }),
    async until(look) {
      for (;;) {
        // Asked for before looking: a change in between must not be missed.
        const changed = new Promise<void>(resolve => waiting.add(resolve));
        const found = await look();
        if (found !== undefined) return found;
        await changed;
      }
    },
    async stop() {
      await backend.stop();
      await database.close();
    },
  };
  await untilRead(portal);
  return portal;
}

/** Until the cluster was read the API answers 503. Nothing else tells that it was. */
async function untilRead(portal: Portal): Promise<void> {
  for (;;) {
    try {
      await portal.as('user:default/alice').listTemplates();
      return;
    } catch (error) {
      if (!(error instanceof ResponseError) || error.statusCode !== 503) {
        throw error;
      }
      await setTimeout(50);
    }
  }
}
