import {
  type BackendFeature,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request, { type Test } from 'supertest';
import type { HostedDesktops } from '../desktops/Desktops';
import { createVdiPlugin } from '../plugin';
import { MemoryDesktops } from '../testing/MemoryDesktops';

/** The session API on desktops in memory; every answer is held to the description of the API. */
export interface Api {
  desktops: MemoryDesktops;
  /** A request to a path below `/v1`, as Alice where nobody else is named. */
  call(
    method: 'get' | 'post' | 'patch' | 'put' | 'delete',
    path: string,
    userRef?: string,
  ): Test;
  stop(): Promise<void>;
}

/**
 * Starts it. Alice, Bob and whoever else asks have addresses at example.com where nothing else is said.
 *
 * @param options.host - other desktops than those that it gives
 * @param options.vdi - the section `vdi` of the configuration, beside what is said above
 * @param options.entities - of the catalog
 * @param options.features - in the place of those that it has of their kind
 */
export async function startApi(
  options: {
    host?: HostedDesktops;
    vdi?: object;
    entities?: Entity[];
    features?: BackendFeature[];
  } = {},
): Promise<Api> {
  const desktops = new MemoryDesktops();
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(() => options.host ?? desktops, {
        checkAnswers: true,
      }),
      mockServices.rootConfig.factory({
        data: {
          vdi: { users: { emailDomain: 'example.com' }, ...options.vdi },
        },
      }),
      catalogServiceMock.factory({ entities: options.entities ?? [] }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
      ...(options.features ?? []),
    ],
  });
  return {
    desktops,
    call: (method, path, userRef = 'user:default/alice') =>
      request(backend.server)
        [method](`/api/vdi/v1${path}`)
        .set('authorization', mockCredentials.user.header(userRef)),
    stop: () => backend.stop(),
  };
}
