import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { mockServices } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { ConfigReader } from '@backstage/config';
import { readVdiOptions } from '../config/readVdiOptions';
import { aSession } from '../testing/objects';
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

const writeKubeconfig = (server: string, user: object = {}) =>
  writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: 'c', cluster: { server } }],
      users: [{ name: 'u', user }],
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
    await setTimeout(10);
  }
}

const unavailable = expect.objectContaining({
  code: 'VDI_CLUSTER_UNAVAILABLE',
});

it('tells of sessions when they can be asked for, however late the templates come', async () => {
  const line = (type: string, object: object) =>
    `${JSON.stringify({ type, object })}\n`;
  const end = line('BOOKMARK', {
    metadata: {
      resourceVersion: '9',
      annotations: { 'k8s.io/initial-events-end': 'true' },
    },
  });
  const { metadata, spec } = aSession();
  let sendTemplates = () => {};
  await writeKubeconfig(
    await serve((request, response) => {
      if (request.url?.includes('/vditemplates')) {
        response.flushHeaders();
        sendTemplates = () => response.write(end);
      } else {
        response.write(line('ADDED', { metadata, spec }) + end);
      }
    }),
  );
  const desktops = start(false);
  const heard: unknown[] = [];
  desktops.onOwnersChange(owners => heard.push(...owners));
  const readable = new Promise<void>(resolve => {
    desktops.onSessionsChange(refs => {
      if (desktops.clusters()[0].state !== 'ok') return;
      heard.push(...refs);
      resolve();
    });
  });
  await failure(desktops, 'are being read from the cluster');
  while (heard.length === 0) await setTimeout(10);
  sendTemplates();
  await readable;
  const { namespace, name } = metadata;
  expect(heard).toContainEqual({ cluster: 'default', namespace, name });
  expect(heard).toContainEqual('user:default/alice');
  expect(desktops.sessions()).toHaveLength(1);
});

it('ends while a credential plugin takes its time', async () => {
  const world = createTcpServer().listen(0, '127.0.0.1');
  await once(world, 'listening');
  const { port } = world.address() as AddressInfo;
  await writeKubeconfig('http://127.0.0.1:1', {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: process.execPath,
      args: ['--eval', `require('node:net').connect(${port}, '127.0.0.1')`],
      interactiveMode: 'Never',
    },
  });
  const asked = once(world, 'connection');
  const desktops = start();
  const [plugin] = await asked;
  await expect(desktops.stop()).resolves.toBeUndefined();
  plugin.destroy();
  world.close();
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
