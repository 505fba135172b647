import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { loadConnection, Transport } from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import { VDISESSION, VDITEMPLATE } from '@backstage-vdi/operator';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { type Portal, startPortal } from '../portal';
import { grantPortalRights, type PortalRights } from '../portalRights';
import { type FuzzOptions, runSchemathesis } from './schemathesis';

const administrator = process.env.VDI_TEST_KUBECONFIG ?? '';
const seed = process.env.VDI_TEST_SEED ?? '1';
/** As the examples in the description of the API say. */
const namespace = 'vdi-sessions';
const template = 'blender';

let transport: Transport;
let rights: PortalRights;
let portal: Portal;

/** What people want of all sessions; what the operator writes is not of it. */
async function wanted() {
  const { items } = await transport.list(VDISESSION, { namespace });
  return (items as VDISession[]).map(({ metadata, spec }) => {
    const { name, uid, annotations, deletionTimestamp } = metadata;
    return { name, uid, annotations, deletionTimestamp, spec };
  });
}

beforeAll(async () => {
  const connection = await loadConnection({ kubeconfig: administrator });
  transport = new Transport(connection, { userAgent: 'fuzz-test/0' });
  rights = await grantPortalRights(transport, administrator);
  await transport.create(VDITEMPLATE, {
    metadata: { name: template },
    spec: {
      displayName: 'Blender',
      image: 'example/blender:4',
      runtime: { type: 'novnc' },
      resources: {
        default: { cpu: 4, memory: '16Gi' },
        max: { memory: '64Gi' },
      },
      timeout: { default: '8h', max: '24h' },
      idleTimeout: '1h',
    },
  });
  portal = await startPortal(
    {
      kubernetes: { kubeconfig: rights.kubeconfig },
      namespace,
      operator: { namespace, leaseName: 'vdi-operator' },
      admins: ['user:default/carol'],
    },
    // By default whoever sends no token is somebody.
    [
      mockServices.httpAuth.factory({
        defaultCredentials: mockCredentials.none(),
      }),
    ],
  );
  for (const owner of ['alice', 'alice', 'bob']) {
    await portal.as(`user:default/${owner}`).createSession({ template });
  }
});

afterAll(async () => {
  await portal?.stop();
  await rights?.remove();
  await transport.delete(VDITEMPLATE, { name: template });
  await removeNamespace(transport, namespace, VDISESSION);
  await transport.close();
});

describe.each(['alice', 'carol, an administrator'])(
  `from seed ${seed}, for %s`,
  who => {
    const userRef = `user:default/${who.split(',')[0]}`;
    const fuzz = (options: Pick<FuzzOptions, 'mode' | 'phases' | 'examples'>) =>
      runSchemathesis({
        baseUrl: portal.baseUrl,
        authorization: mockCredentials.user.header(userRef),
        seed,
        ...options,
      });

    it('refuses what is invalid, and nothing comes of it', async () => {
      const before = await wanted();
      await fuzz({
        mode: 'negative',
        phases: ['coverage', 'fuzzing'],
        examples: 20,
      });
      expect(await wanted()).toEqual(before);
    });

    it('answers what is valid as it is described', async () => {
      await expect(
        fuzz({
          mode: 'positive',
          phases: ['examples', 'coverage', 'fuzzing', 'stateful'],
          examples: 20,
        }),
      ).resolves.toBeUndefined();
    });
  },
);
