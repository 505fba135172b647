import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import request, { type Test } from 'supertest';
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

/** Starts it. Alice, Bob and whoever else asks have addresses at example.com. */
export async function startApi(): Promise<Api> {
  const desktops = new MemoryDesktops();
  const backend = await startTestBackend({
    features: [
      createVdiPlugin(() => desktops, { checkAnswers: true }),
      mockServices.rootConfig.factory({
        data: { vdi: { users: { emailDomain: 'example.com' } } },
      }),
      catalogServiceMock.factory({ entities: [] }),
      createServiceFactory({
        service: signalsServiceRef,
        deps: {},
        factory: () => ({ publish: async () => {} }),
      }),
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
