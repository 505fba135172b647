import { type ReflectorEvent, Store, Transport } from '@backstage-vdi/kube';
import type { NodeRecord } from '../nodes/nodeRecord';
import { SessionsClient } from '../sessionsClient';
import { aNode } from '../testing/aNode';
import { aSession, aTemplate } from '../testing/objects';
import { enqueueTemplates } from './enqueue';

const logger = { debug() {}, info() {}, warn() {}, error() {} };

const NOWHERE = {
  server: 'http://localhost:1',
  namespace: 'default',
  credentials: async () => ({ headers: {}, tls: {} }),
};

/** Caches that nothing fills but the test, and the templates that were asked for since it looked last. */
function watched() {
  const transport = new Transport(NOWHERE, { userAgent: 'test/1' });
  const client = new SessionsClient({ transport, logger });
  const nodes = { store: new Store<NodeRecord>(), onRight() {} };
  const added = new Set<string>();
  enqueueTemplates(
    (name, { afterMs = 0 } = {}) => added.add(`${name} after ${afterMs}`),
    client,
    { nodes },
  );
  let version = 0;
  const item = <R>(key: string, record: R) => {
    version += 1;
    return { key, uid: key, resourceVersion: String(version), record };
  };
  const upsert = <R>(key: string, record: R): ReflectorEvent<R> => ({
    type: 'upsert',
    item: item(key, record),
  });
  const template = (name: string, image: string, generation = 1) => {
    const record = aTemplate({ image });
    Object.assign(record.metadata, { name, generation });
    return record;
  };
  return {
    template: (name: string, image: string, generation?: number) =>
      client.templates.store.apply(
        upsert(name, template(name, image, generation)),
      ),
    ownWrite: (name: string, image: string, generation: number) =>
      client.templates.store.recordWrite(
        item(name, template(name, image, generation)),
      ),
    session: (of: string) =>
      client.sessions.store.apply(
        upsert('team/render', aSession({ spec: { template: of } })),
      ),
    node: (record: NodeRecord) => nodes.store.apply(upsert('node-1', record)),
    added: () => {
      const names = [...added].sort();
      added.clear();
      return names;
    },
  };
}

describe('enqueueTemplates', () => {
  it('looks at a template at once when somebody changes it, and not when we told of it', () => {
    const { template, ownWrite, added } = watched();
    template('cad', 'a:1');
    expect(added()).toContain('cad after 0');
    template('cad', 'a:2', 2);
    expect(added()).toContain('cad after 0');
    ownWrite('cad', 'a:2', 2);
    expect(added()).toEqual([]);
    // The reply has somebody's change in it, which the watch does not tell any more.
    ownWrite('cad', 'a:3', 3);
    expect(added()).toEqual(['cad after 0']);
  });

  it('looks later at what somebody else wrote into a status', () => {
    const { template, added } = watched();
    template('cad', 'a:1');
    added();
    template('cad', 'a:1');
    expect(added()).toEqual(['cad after 5000']);
  });

  it('gathers what happens to sessions', () => {
    const { template, session, added } = watched();
    template('cad', 'a:1');
    added();
    session('cad');
    session('unknown');
    expect(added()).toEqual(['cad after 5000']);
  });

  it('looks at templates whose image came to a node or left it, and at all when a node takes other pods', () => {
    const { template, node, added } = watched();
    template('cad', 'a:1');
    template('cpu', 'b:1');
    added();
    node(aNode());
    expect(added()).toEqual(['cad after 5000', 'cpu after 5000']);
    node(aNode({ images: ['a:1'] }));
    expect(added()).toEqual(['cad after 5000']);
    node(aNode({ images: ['a:1'] }));
    node(aNode({ images: ['a:1', 'c:1'] }));
    expect(added()).toEqual([]);
    node(aNode({ images: ['c:1', 'b:1'] }));
    expect(added()).toEqual(['cad after 5000', 'cpu after 5000']);
    node(aNode({ images: ['c:1', 'b:1'], unschedulable: true }));
    expect(added()).toEqual(['cad after 5000', 'cpu after 5000']);
  });
});
