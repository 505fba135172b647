import { Cluster, clusterFolder, findCluster, startCluster } from '../src';

const name = 'test-control';

describe('the components of a cluster', () => {
  let cluster: Cluster;

  beforeAll(async () => {
    cluster = await startCluster({
      name,
      node: 'none',
      apiServerArgs: ['--watch-cache-sizes=configmaps#0'],
    });
  });
  afterAll(() => cluster?.down());

  const get = (path: string) => cluster.kubectl(['get', `--raw=${path}`]);
  const getSoon = (path: string) =>
    cluster.kubectl(['get', `--raw=${path}`, '--request-timeout=1s']);
  const put = (map: string, value: string) =>
    cluster.apply(
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${map} }\ndata: { value: "${value}" }\n`,
    );
  const read = (map: string) =>
    cluster.kubectl(['get', 'configmap', map, '-o=jsonpath={.data.value}']);

  it('stand still while they are paused, and then go on', async () => {
    await cluster.pause('kube-apiserver');
    await expect(getSoon('/readyz')).rejects.toThrow(/timeout|deadline/i);
    await cluster.resume('kube-apiserver');
    expect(await get('/readyz')).toBe('ok');
  });

  it.each(['kube-apiserver', 'etcd'])(
    'come back with their data after they were killed: %s',
    async component => {
      await put('kept', component);
      const before = cluster.pids;
      await cluster.kill(component);
      await expect(getSoon('/api/v1/namespaces')).rejects.toThrow();
      expect(await findCluster(clusterFolder(name))).toBeUndefined();
      await cluster.restart(component);
      expect(await read('kept')).toBe(component);
      expect(cluster.pids).not.toEqual(before);
      const found = await findCluster(clusterFolder(name));
      expect(found?.pids).toEqual(cluster.pids);
    },
  );

  it('forget what happened before a compaction', async () => {
    const list = JSON.parse(await get('/api/v1/configmaps'));
    const { resourceVersion } = list.metadata;
    const watch = `/api/v1/configmaps?watch=true&timeoutSeconds=1&resourceVersion=${resourceVersion}`;
    await put('compacted', '1');
    expect(JSON.parse(await get(watch))).toMatchObject({ type: 'ADDED' });
    await put('compacted', '2');
    await cluster.compact();
    expect(JSON.parse(await get(watch))).toMatchObject({
      type: 'ERROR',
      object: { code: 410 },
    });
  });

  it('are named when there is none of that name', async () => {
    await expect(cluster.pause('nginx')).rejects.toMatchObject({
      code: 'NOT_RUNNING',
      message: expect.stringContaining('etcd'),
    });
  });
});
