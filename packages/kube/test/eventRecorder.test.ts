import { randomUUID } from 'node:crypto';
import {
  Event,
  EVENT,
  EventRecord,
  EventRecorder,
  KubeObject,
  loadConnection,
  NAMESPACE,
  Resource,
  Transport,
} from '../src';

const CONFIG_MAP: Resource = {
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  namespaced: true,
};

describe('EventRecorder on a real API server', () => {
  const namespace = `events-${randomUUID().slice(0, 8)}`;
  const verbs: string[] = [];
  const dropped: unknown[] = [];
  let transport: Transport;
  let recorder: EventRecorder;
  let regarding: EventRecord['regarding'];

  const open = () =>
    new EventRecorder({
      transport,
      component: 'example.com/test',
      onDrop: (...drop) => dropped.push(drop),
    });

  beforeAll(async () => {
    const kubeconfig = process.env.VDI_TEST_KUBECONFIG;
    transport = new Transport(await loadConnection({ kubeconfig }), {
      userAgent: 'events-test/1.0',
      onRequest: ({ verb, resource, status }) => {
        if (resource === 'events') {
          verbs.push(`${verb} ${status}`);
        }
      },
    });
    await transport.create(NAMESPACE, { metadata: { name: namespace } });
    const { metadata = {} } = await transport.create<KubeObject>(CONFIG_MAP, {
      metadata: { namespace, name: 'a' },
    });
    const { name = '', uid = '' } = metadata;
    const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
    regarding = { ...kind, namespace, name, uid };
  });

  beforeEach(() => {
    recorder = open();
    verbs.length = 0;
  });

  afterEach(() => recorder.close());

  afterAll(async () => {
    await transport.delete(NAMESPACE, { name: namespace });
    await transport.close();
  });

  /** Records it so often, one after the other. */
  async function record(event: Partial<EventRecord>, times = 1) {
    const whole: EventRecord = {
      regarding,
      type: 'Normal',
      reason: 'Test',
      note: 'A test',
      ...event,
    };
    for (let i = 0; i < times; i++) {
      const before = verbs.length;
      recorder.record(whole);
      while (verbs.length === before) {
        await new Promise(setImmediate);
      }
    }
  }

  it('has its events accepted and counted, by the process after it too', async () => {
    await record({ note: 'Counted' }, 3);
    await recorder.close();
    recorder = open();
    await record({ note: 'Counted' });
    await recorder.close();
    const { items } = await transport.list<Event>(EVENT, { namespace });
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      note: 'Counted',
      regarding,
      series: { count: 4 },
    });
    expect(verbs.slice(0, 6)).toEqual([
      'create 201',
      'patch 200',
      'patch 200',
      'create 409',
      'patch 200',
      'patch 200',
    ]);
    expect(dropped).toEqual([]);
  });

  it('tells what is long and strange', async () => {
    await record({
      type: 'Warning',
      reason: 'Strange',
      action: 'Looked',
      note: '😀'.repeat(1_000),
    });
    await recorder.close();
    expect(dropped).toEqual([]);
  });

  it('tells of an object whose name no event could have', async () => {
    const name = 'system:Things';
    await record({ regarding: { ...regarding, kind: 'ClusterRole', name } });
    await recorder.close();
    expect(dropped).toEqual([]);
    expect(verbs).toEqual(['create 201']);
  });

  it('keeps two notes of one reason apart, of which the server lets neither change', async () => {
    await record({ reason: 'Twice', note: 'First' });
    await record({ reason: 'Twice', note: 'Second' });
    await recorder.close();
    const { items } = await transport.list<Event>(EVENT, { namespace });
    const twice = items.filter(event => event.reason === 'Twice');
    expect(twice.map(event => event.note).sort()).toEqual(['First', 'Second']);
    const { name = '' } = twice[0].metadata ?? {};
    await expect(
      transport.patch(
        EVENT,
        { namespace, name },
        { type: 'merge', body: { note: 'Other' } },
      ),
    ).rejects.toMatchObject({ status: 422 });
  });
});
