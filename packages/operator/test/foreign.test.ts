import { NAMESPACE } from '@backstage-vdi/kube';
import { homeName } from '@backstage-vdi/plugin-vdi-common';
import { childLabels, ownerReference } from '../src/children/childMeta';
import { type ChildKind, CHILDREN } from '../src/resources';
import { projectSession } from '../src/session/records';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

const KINDS = ['home', 'service', 'route', 'pod'] as const;

/** Somebody else's objects, as small as the API server takes them. */
const SPECS: Record<ChildKind, object> = {
  home: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  },
  service: { ports: [{ port: 80 }] },
  route: { routes: [{ kind: 'Rule', match: 'Host(`other.example.com`)' }] },
  pod: { containers: [{ name: 'other', image: 'registry.example.com/other' }] },
};

describe('objects that are not ours', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;
  let other: Any;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    run = await runOperator(ns.connection, { namespace: ns.name });
    other = await ns.session('other', { template });
    await ns.untilPhase('other', 'Running');
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });

  const labelsOf = (name: string) =>
    childLabels(projectSession({ metadata: { namespace: ns.name, name } }));

  /** Metadata that makes an object look as if it were a session's. */
  const looks: Array<[string, (name: string) => object]> = [
    ['bears our labels', name => ({ labels: labelsOf(name) })],
    [
      'belongs to another session',
      () => ({ ownerReferences: [ownerReference(projectSession(other))] }),
    ],
    [
      'bears our labels and belongs to another session',
      name => ({
        labels: labelsOf(name),
        ownerReferences: [ownerReference(projectSession(other))],
      }),
    ],
  ];
  describe.each(looks)('one that %s', (_, metadataOf) => {
    it.each(KINDS)('is left as it is: %s', async kind => {
      const name = `taken-${kind}`;
      const child = kind === 'home' ? homeName(name) : name;
      const metadata = metadataOf(name);
      const before = await ns.foreign(kind, child, SPECS[kind], metadata);
      run.writes.length = 0;
      await ns.session(name, { template });
      await ns.untilPhase(name, 'Failed', 'NameConflict');

      const { plural } = CHILDREN[kind];
      expect(run.writes.filter(write => write.endsWith(plural))).toEqual([]);
      expect(ns.get(kind, child)).toMatchObject({
        metadata: { uid: before.metadata?.uid, ...metadata },
        spec: SPECS[kind],
      });
      expect(ns.get(kind, child)?.metadata).not.toHaveProperty(
        'deletionTimestamp',
      );

      await ns.delete(kind, child);
      await ns.untilPhase(name, 'Running');
      await ns.deleteSession(name);
      await ns.delete('home', homeName(name));
      const gone = { pod: [name], service: [name], route: [name] };
      await ns.untilGone({ ...gone, home: [homeName(name)] });
    });
  });

  it.each(['service', 'route', 'pod'] as const)(
    'is what a %s becomes that somebody took from its session',
    async kind => {
      const name = `orphaned-${kind}`;
      await ns.session(name, { template });
      await ns.untilPhase(name, 'Running');
      const orphan = await ns.transport.patch<Any>(
        CHILDREN[kind],
        { namespace: ns.name, name },
        { type: 'merge', body: { metadata: { ownerReferences: null } } },
      );
      run.writes.length = 0;
      await ns.untilPhase(name, 'Failed', 'NameConflict');
      const { plural } = CHILDREN[kind];
      expect(run.writes.filter(write => write.endsWith(plural))).toEqual([]);
      expect(ns.get(kind, name)?.metadata).toMatchObject({
        uid: orphan.metadata?.uid,
        labels: orphan.metadata?.labels,
      });
      expect(ns.get(kind, name)?.metadata?.ownerReferences).toBeUndefined();
      expect(ns.condition(name, 'Ready')?.message).toContain(
        'belongs to no desktop',
      );

      await ns.delete(kind, name);
      await ns.untilPhase(name, 'Running');
    },
  );
});

describe('a namespace that is deleted', () => {
  it('takes its desktops with it, and the operator goes on', async () => {
    const ns = await TestNamespace.create();
    const template = await ns.template();
    const run = await runOperator(ns.connection, { namespace: ns.name });
    await ns.session('going', { template });
    await ns.untilPhase('going', 'Running');
    await ns.transport.delete(NAMESPACE, { name: ns.name });
    await ns.until(() => !ns.get('session', 'going'));
    await ns.untilGone({
      pod: ['going'],
      home: ['going-home'],
      service: ['going'],
    });
    expect(ns.names('service')).toEqual([]);
    // Throws what it logged as an error.
    await run.stop();
    await ns.remove();
  });
});
