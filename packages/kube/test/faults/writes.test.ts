import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Informer, KubeObject, NAMESPACE } from '../../src';
import { Fault, ProxiedRequest } from '../../src/testing/FaultProxy';
import { Recorder } from '../../src/testing/Recorder';
import { runTeams } from '../example';
import { ANSWERS } from './answers';
import { CONFIG_MAPS, Mirror } from './Mirror';

const isWrite = ({ method }: ProxiedRequest) => method !== 'GET';

describe('the controller of the README, whose writes go wrong', () => {
  let mirror: Mirror;
  let folder: string;
  const teams = new Recorder<string | undefined>();
  const problems: string[] = [];
  const abort = new AbortController();
  const running: Promise<void>[] = [];

  beforeAll(async () => {
    mirror = await Mirror.create();
    const { namespace, transport, proxy } = mirror;
    folder = await mkdtemp(join(tmpdir(), 'kubeconfig-'));
    const kubeconfig = join(folder, 'kubeconfig');
    await writeFile(
      kubeconfig,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        'current-context': 'proxy',
        clusters: [
          { name: 'proxy', cluster: { server: proxy.connection.server } },
        ],
        contexts: [
          { name: 'proxy', context: { cluster: 'proxy', user: 'nobody' } },
        ],
        users: [{ name: 'nobody', user: {} }],
      }),
    );
    const informer = new Informer<
      KubeObject & { data?: Record<string, string> },
      string | undefined
    >(transport, {
      resource: CONFIG_MAPS.resource,
      namespace,
      fieldSelector: 'metadata.name=team',
      project: ({ data }) => data?.team,
    });
    informer.store.onChange(([key]) => teams.record(informer.store.get(key)));
    running.push(
      informer.run(abort.signal),
      runTeams(abort.signal, kubeconfig, {
        debug() {},
        info() {},
        warn() {},
        error: message => problems.push(message),
      }),
    );
  });
  afterEach(() => mirror.proxy.clear());
  afterAll(async () => {
    abort.abort();
    await Promise.all(running);
    await mirror.remove();
    await rm(folder, { recursive: true });
  });

  const label = (team: string) =>
    mirror.transport.patch(
      NAMESPACE,
      { name: mirror.namespace },
      {
        type: 'merge',
        body: { metadata: { labels: { 'example.com/team': team } } },
      },
    );
  const removeTeam = () =>
    mirror.transport.delete(CONFIG_MAPS.resource, {
      namespace: mirror.namespace,
      name: 'team',
    });

  const faults: [string, Fault][] = [
    ...Object.entries(ANSWERS),
    ['silence after it was done', 'dropReply'],
  ];

  it.each(faults)('%s: creates and changes all the same', async (_, fault) => {
    const { proxy } = mirror;
    proxy.add({ match: isWrite, times: 2, do: fault });
    await label('red');
    await teams.next(team => team === 'red');
    proxy.clear();
    proxy.add({ match: isWrite, times: 2, do: fault });
    await label('blue');
    await teams.next(team => team === 'blue');
    proxy.clear();
    await removeTeam();
    await teams.next(team => team === 'blue');
    expect(problems.filter(problem => /TypeError/.test(problem))).toEqual([]);
  });
});
