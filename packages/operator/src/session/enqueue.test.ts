import { type ReflectorEvent, Transport } from '@backstage-vdi/kube';
import { SessionsClient } from '../sessionsClient';
import { aPod, aReadyPod, aSession } from '../testing/objects';
import { ChildCaches } from './ChildCaches';
import { enqueueChanges } from './enqueue';

const KEY = 'team/render';

const itemOf = <R>(version: number, record: R) => ({
  key: KEY,
  uid: 'uid',
  resourceVersion: String(version),
  record,
});

const replace = <R>(version: number, record: R): ReflectorEvent<R> => ({
  type: 'replace',
  items: [itemOf(version, record)],
  unreadable: [],
  resourceVersion: String(version),
});

const upsert = <R>(version: number, record: R): ReflectorEvent<R> => ({
  type: 'upsert',
  item: itemOf(version, record),
});

/** Caches that nothing fills but the test. */
function watched() {
  const transport = new Transport(
    {
      server: 'http://localhost:1',
      namespace: 'default',
      credentials: async () => ({ headers: {}, tls: {} }),
    },
    { userAgent: 'test/1' },
  );
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const client = new SessionsClient({ transport, logger });
  const children = new ChildCaches({ transport, logger });
  client.sessions.store.apply(replace(1, aSession()));
  const added: string[] = [];
  enqueueChanges(
    { add: (key, { priority } = {}) => added.push(`${priority} ${key}`) },
    client,
    children,
  );
  return { client, children, added };
}

describe('enqueueChanges', () => {
  it('takes a desktop that can be used before those that are still to be made', () => {
    const { children, added } = watched();
    children.pod.store.apply(upsert(2, aPod()));
    children.pod.store.apply(upsert(3, aReadyPod()));
    expect(added).toEqual([`normal ${KEY}`, `high ${KEY}`]);
  });

  it('takes what is only read anew last, whatever its state', () => {
    const { children, added } = watched();
    children.pod.store.apply(replace(2, aReadyPod()));
    expect(added).toEqual([`low ${KEY}`]);
  });

  it('takes what frees something first', () => {
    const { client, added } = watched();
    client.sessions.store.apply(upsert(2, aSession()));
    client.sessions.store.apply(
      upsert(3, aSession({ spec: { running: false } })),
    );
    expect(added).toEqual([`normal ${KEY}`, `high ${KEY}`]);
  });
});
