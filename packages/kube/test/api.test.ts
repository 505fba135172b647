import { randomUUID } from 'node:crypto';
import {
  Connection,
  Informer,
  InformerOptions,
  isAlreadyExists,
  isConflict,
  isInvalid,
  isNotFound,
  isStatus,
  KubeError,
  KubeObject,
  loadConnection,
  NAMESPACE,
  ReflectorState,
  RequestInfo,
  Resource,
  SERVICE,
  Transport,
} from '../src';
import { Recorder } from '../src/testing/Recorder';
import { TcpProxy } from './TcpProxy';

type ConfigMap = KubeObject & { data?: Record<string, string> };

const core = (plural: string, kind: string): Resource => ({
  group: '',
  version: 'v1',
  plural,
  kind,
  namespaced: true,
});
const CONFIG_MAP = core('configmaps', 'ConfigMap');
const CRD: Resource = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
};

describe('against a real API server', () => {
  const namespace = `kube-${randomUUID().slice(0, 8)}`;
  let connection: Connection;
  let transport: Transport;
  const requests: RequestInfo[] = [];
  const cleanups: (() => unknown)[] = [];

  beforeAll(async () => {
    connection = await loadConnection({
      kubeconfig: process.env.VDI_TEST_KUBECONFIG,
    });
    transport = connect(connection);
    await transport.create(NAMESPACE, { metadata: { name: namespace } });
  });

  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup();
    }
  });

  afterAll(async () => {
    await transport.delete(NAMESPACE, { name: namespace });
    await transport.close();
  });

  function connect(to: Connection): Transport {
    return new Transport(to, {
      userAgent: 'kube-test/1.0',
      onRequest: info => requests.push(info),
    });
  }

  function inform<T extends KubeObject, R>(
    options: InformerOptions<T, R>,
    over = transport,
  ) {
    const states = new Recorder<ReflectorState>();
    const changes = new Recorder<string>();
    const informer = new Informer<T, R>(over, {
      onState: states.record,
      random: () => 0.1,
      ...options,
    });
    informer.store.onChange((keys, cause) =>
      keys.forEach(key =>
        changes.record(
          `${cause} ${key} ${JSON.stringify(informer.store.get(key)) ?? 'gone'}`,
        ),
      ),
    );
    const abort = new AbortController();
    const running = informer.run(abort.signal);
    cleanups.push(() => {
      abort.abort();
      return running;
    });
    return { informer, states, changes };
  }

  const configMap = (name: string, data: Record<string, string> = {}) => ({
    metadata: { namespace, name },
    data,
  });
  const failure = (promise: Promise<unknown>): Promise<KubeError> =>
    promise.then(
      () => {
        throw new Error('It succeeded');
      },
      error => error,
    );

  it('creates, reads, changes and deletes', async () => {
    const ref = { namespace, name: 'a' };
    const created = await transport.create<ConfigMap>(
      CONFIG_MAP,
      configMap('a', { x: '1' }),
    );
    const uid = created.metadata?.uid;
    expect(await transport.get<ConfigMap>(CONFIG_MAP, ref)).toMatchObject({
      data: { x: '1' },
      metadata: {
        uid,
        managedFields: [{ manager: 'kube-test', operation: 'Update' }],
      },
    });

    const merged = await transport.patch<ConfigMap>(CONFIG_MAP, ref, {
      type: 'merge',
      body: { data: { y: '2' } },
    });
    expect(merged.data).toEqual({ x: '1', y: '2' });

    const patched = await transport.patch<ConfigMap>(CONFIG_MAP, ref, {
      type: 'json',
      body: [
        { op: 'test', path: '/data/x', value: '1' },
        { op: 'remove', path: '/data/x' },
      ],
    });
    expect(patched.data).toEqual({ y: '2' });

    const applied = await transport.patch<ConfigMap>(
      CONFIG_MAP,
      ref,
      {
        type: 'apply',
        force: true,
        body: { apiVersion: 'v1', kind: 'ConfigMap', data: { z: '3' } },
      },
      { fieldManager: 'somebody' },
    );
    expect(applied.data).toEqual({ y: '2', z: '3' });

    const replaced = await transport.replace<ConfigMap>(CONFIG_MAP, {
      ...applied,
      data: {},
    });
    expect(replaced.data).toBeUndefined();

    const wrong = transport.delete(CONFIG_MAP, ref, { uid: 'another' });
    expect(isConflict(await failure(wrong))).toBe(true);
    const deleted = await transport.delete(CONFIG_MAP, ref, { uid });
    expect(isStatus(deleted)).toBe(true);
    expect(isNotFound(await failure(transport.get(CONFIG_MAP, ref)))).toBe(
      true,
    );
  });

  it('tells the server’s refusals apart', async () => {
    await transport.create(CONFIG_MAP, configMap('b'));
    const ref = { namespace, name: 'b' };
    const again = transport.create(CONFIG_MAP, configMap('b'));
    expect(isAlreadyExists(await failure(again))).toBe(true);
    const stale = transport.replace(CONFIG_MAP, {
      metadata: { ...ref, resourceVersion: '1' },
    });
    expect(isConflict(await failure(stale))).toBe(true);
    const test = transport.patch(CONFIG_MAP, ref, {
      type: 'json',
      body: [{ op: 'test', path: '/data', value: 'x' }],
    });
    expect(isInvalid(await failure(test))).toBe(true);
    const nameless = await failure(
      transport.create(CONFIG_MAP, configMap('Not A Name')),
    );
    expect(isInvalid(nameless)).toBe(true);
    expect(nameless.details?.causes?.[0].field).toBe('metadata.name');
  });

  it('lists in pages', async () => {
    for (let i = 0; i < 5; i++) {
      await transport.create(CONFIG_MAP, configMap(`page-${i}`));
    }
    const options = { namespace, limit: 2 };
    const first = await transport.list(CONFIG_MAP, options);
    const second = await transport.list(CONFIG_MAP, {
      ...options,
      continue: first.metadata.continue,
    });
    const names = [...first.items, ...second.items].map(
      item => item.metadata?.name,
    );
    expect(new Set(names).size).toBe(4);
  });

  it('streams its list and follows', async () => {
    await transport.create(CONFIG_MAP, configMap('watched', { v: '1' }));
    requests.length = 0;
    const { informer, changes } = inform<ConfigMap, string | undefined>({
      resource: CONFIG_MAP,
      namespace,
      fieldSelector: 'metadata.name=watched',
      project: map => map.data?.v,
    });
    await informer.synced;
    expect(changes.all).toEqual([`sync ${namespace}/watched "1"`]);
    const ref = { namespace, name: 'watched' };
    const body = { data: { v: '2' } };
    await transport.patch(CONFIG_MAP, ref, { type: 'merge', body });
    await transport.delete(CONFIG_MAP, ref);
    await changes.next(change => change.endsWith('gone'));
    expect(changes.all.slice(1)).toEqual([
      `watch ${namespace}/watched "2"`,
      `watch ${namespace}/watched gone`,
    ]);
    expect(
      requests.filter(({ verb }) => verb === 'list' || verb === 'watch'),
    ).toEqual([expect.objectContaining({ verb: 'watch', status: 200 })]);
  });

  it('shows its own writes before the watch tells them, and then once', async () => {
    const { informer, changes } = inform<ConfigMap, string | undefined>({
      resource: CONFIG_MAP,
      namespace,
      labelSelector: 'own=yes',
      project: map => map.data?.v,
    });
    await informer.synced;
    const own = {
      metadata: { namespace, name: 'own', labels: { own: 'yes' } },
      data: { v: '1' },
    };
    informer.recordWrite(await transport.create<ConfigMap>(CONFIG_MAP, own));
    const key = `${namespace}/own`;
    expect(informer.store.get(key)).toBe('1');
    await transport.create(CONFIG_MAP, {
      metadata: { ...own.metadata, name: 'own-2' },
    });
    await changes.next(change => change.includes('own-2'));
    expect(
      changes.all.filter(change => change.includes(`${key} `)),
    ).toHaveLength(1);
  });

  it('sees metadata only', async () => {
    const { informer } = inform<ConfigMap, ConfigMap>({
      resource: CONFIG_MAP,
      namespace: 'kube-system',
      metadataOnly: true,
      project: map => map,
    });
    await informer.synced;
    const [key] = informer.store.keys();
    expect(informer.store.get(key)).toMatchObject({
      kind: 'PartialObjectMetadata',
    });
    expect(informer.store.get(key)?.data).toBeUndefined();
  });

  it('resumes after its connections were cut, and misses nothing', async () => {
    const proxy = await TcpProxy.start(new URL(connection.server));
    const proxied = connect({ ...connection, server: proxy.url });
    cleanups.push(
      () => proxy.stop(),
      () => proxied.close(),
    );
    const { informer, changes, states } = inform<ConfigMap, string | undefined>(
      {
        resource: CONFIG_MAP,
        namespace,
        fieldSelector: 'metadata.name=cut',
        project: map => map.data?.v,
      },
      proxied,
    );
    await informer.synced;
    for (const v of ['1', '2', '3']) {
      await states.next(state => state === 'watching');
      proxy.cut();
      await states.next(state => state === 'backoff');
      const ref = { namespace, name: 'cut' };
      const body = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: ref,
        data: { v },
      };
      await transport.patch(CONFIG_MAP, ref, { type: 'apply', body });
      proxy.heal();
      await changes.next(change => change.endsWith(`"${v}"`));
    }
    expect(changes.all).toHaveLength(3);
    expect(informer.health).toMatchObject({ state: 'watching', lists: 1 });
  });

  it('waits for a resource that is installed later, and notices when it goes', async () => {
    const kind = `Thing${randomUUID().slice(0, 8)}`;
    const plural = `${kind.toLowerCase()}s`;
    const group = 'kube-test.example.com';
    const resource: Resource = {
      group,
      version: 'v1',
      plural,
      kind,
      namespaced: true,
    };
    const { informer, states, changes } = inform<KubeObject, string>({
      resource,
      optional: true,
      project: thing => thing.metadata?.name ?? '',
    });
    await informer.synced;
    expect(informer.health.state).toBe('absent');
    const definition = {
      metadata: { name: `${plural}.${group}` },
      spec: {
        group,
        scope: 'Namespaced',
        names: { kind, plural },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object' } },
          },
        ],
      },
    };
    await transport.create(CRD, definition);
    await states.next(state => state === 'watching');
    await transport.create(resource, { metadata: { namespace, name: 'a' } });
    await changes.next(change => change === `watch ${namespace}/a "a"`);
    await transport.delete(CRD, { name: `${plural}.${group}` });
    await states.next(state => state === 'absent');
    expect([...informer.store.keys()]).toEqual([]);
  });

  it('says that it is forbidden', async () => {
    const credentials = async () => {
      const { tls, headers } = await connection.credentials();
      return { tls, headers: { ...headers, 'impersonate-user': 'nobody' } };
    };
    const nobody = connect({ ...connection, credentials });
    cleanups.push(() => nobody.close());
    const { informer, states } = inform<KubeObject, null>(
      { resource: SERVICE, project: () => null },
      nobody,
    );
    await states.next(state => state === 'forbidden');
    expect(informer.health.error).toContain('User "nobody" cannot watch');
  });
});
