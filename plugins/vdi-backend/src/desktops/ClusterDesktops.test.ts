import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConfigReader } from '@backstage/config';
import { readVdiOptions } from '../config/readVdiOptions';
import { ClusterDesktops } from './ClusterDesktops';
import type { HostedDesktops } from './Desktops';

let folder: string;
let kubeconfig: string;
const stops: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'vdi-'));
  kubeconfig = path.join(folder, 'kubeconfig');
});

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

afterAll(() => rm(folder, { recursive: true }));

const writeKubeconfig = (server: string) =>
  writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user: {} }],
      contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'c',
    }),
  );

/** An API server that answers everything in one way. Gives its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function start(operator = true): HostedDesktops {
  const vdi = { kubernetes: { kubeconfig }, operator: { enabled: operator } };
  const [cluster] = readVdiOptions(new ConfigReader({ vdi })).clusters;
  const desktops = ClusterDesktops.create({
    cluster,
    logger: mockServices.logger.mock(),
    meter: metricsServiceMock.mock(),
  });
  desktops.start();
  stops.unshift(() => desktops.stop());
  return desktops;
}

/** The error that reading fails with, once it says this. */
async function failure(desktops: HostedDesktops, sentence: string) {
  for (;;) {
    try {
      desktops.templates();
    } catch (error) {
      if (String(error).includes(sentence)) return error;
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

const unavailable = expect.objectContaining({
  code: 'VDI_CLUSTER_UNAVAILABLE',
});

describe.each([
  ['with the operator', true],
  ['without the operator', false],
])('ClusterDesktops %s', (_, operator) => {
  it('says that there is no kubeconfig, and takes the one that appears', async () => {
    await rm(kubeconfig, { force: true });
    const desktops = start(operator);
    expect(
      await failure(desktops, 'The portal finds no cluster for desktops'),
    ).toEqual(unavailable);
    await writeKubeconfig('http://127.0.0.1:1');
    expect(
      await failure(
        desktops,
        'The cluster that desktops run on cannot be reached at the moment',
      ),
    ).toEqual(unavailable);
  });

  it('says that the CRDs are not installed', async () => {
    await writeKubeconfig(
      await serve((_request, response) => {
        response.statusCode = 404;
        response.end('404 page not found');
      }),
    );
    const desktops = start(operator);
    expect(await failure(desktops, 'has to install the CRDs')).toEqual(
      unavailable,
    );
    expect(desktops.clusters()).toEqual([
      {
        name: 'default',
        state: 'unavailable',
        since: expect.stringMatching(/Z$/),
        message: expect.stringContaining('has to install the CRDs'),
      },
    ]);
  });

  it('says that the portal has no rights', async () => {
    await writeKubeconfig(
      await serve((_request, response) => {
        response.statusCode = 403;
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({
            kind: 'Status',
            status: 'Failure',
            reason: 'Forbidden',
            message: 'vdisessions is forbidden',
            code: 403,
          }),
        );
      }),
    );
    expect(
      await failure(start(operator), 'rights of manifests/rbac.yaml'),
    ).toEqual(unavailable);
  });
});
