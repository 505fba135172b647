import { randomUUID } from 'node:crypto';
import {
  Informer,
  KubeObject,
  loadConnection,
  Logger,
  NAMESPACE,
  Resource,
  Transport,
} from '../src';
import { Recorder } from '../src/testing/Recorder';
import { runTeams } from './example';

type ConfigMap = KubeObject & { data?: Record<string, string> };
const CONFIG_MAP: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};

describe('the controller of the README', () => {
  const kubeconfig = process.env.VDI_TEST_KUBECONFIG;
  const namespace = `example-${randomUUID().slice(0, 8)}`;
  const changes = new Recorder<string>();
  const stopped = new AbortController();
  let transport: Transport;
  let watching: Promise<void>;

  beforeAll(async () => {
    const connection = await loadConnection({ kubeconfig });
    transport = new Transport(connection, { userAgent: 'example-test/1.0' });
    await transport.create(NAMESPACE, { metadata: { name: namespace } });
    const informer = new Informer<ConfigMap, string | undefined>(transport, {
      resource: CONFIG_MAP,
      namespace,
      fieldSelector: 'metadata.name=team',
      project: map => map.data?.team,
    });
    informer.store.onChange(([key]) =>
      changes.record(informer.store.get(key) ?? 'none'),
    );
    watching = informer.run(stopped.signal);
  });

  afterAll(async () => {
    stopped.abort();
    await watching;
    await transport.delete(NAMESPACE, { name: namespace });
    await transport.close();
  });

  /** Starts one of its processes. */
  function start() {
    const abort = new AbortController();
    const said = new Recorder<string>();
    const logger: jest.Mocked<Logger> = {
      debug: jest.fn(),
      info: jest.fn(said.record),
      warn: jest.fn(),
      error: jest.fn(),
    };
    const running = runTeams(abort.signal, kubeconfig, logger);
    const stop = () => {
      abort.abort();
      return running;
    };
    return { said, logger, stop };
  }

  const label = (team: string) =>
    transport.patch(
      NAMESPACE,
      { name: namespace },
      {
        type: 'merge',
        body: { metadata: { labels: { 'example.com/team': team } } },
      },
    );
  const becomes = (team: string) => changes.next(change => change === team);

  it('does its work, and hands it over', async () => {
    const first = start();
    await first.said.next(message => message.endsWith('elected'));
    const second = start();
    await label('red');
    await becomes('red');
    await label('blue');
    await becomes('blue');
    await transport.delete(CONFIG_MAP, { namespace, name: 'team' });
    await becomes('none');
    await becomes('blue');

    await second.said.next(message => message.includes('held by'));
    await first.stop();
    await second.said.next(message => message.endsWith('elected'));
    await label('green');
    await becomes('green');
    await second.stop();
    for (const { logger } of [first, second]) {
      expect(logger.error).not.toHaveBeenCalled();
      expect(logger.warn).not.toHaveBeenCalled();
    }
  });
});
