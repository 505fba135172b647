import { ANNOTATION_RESTARTED_AT } from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, VDISESSION } from '../src/resources';
import { ingressRouteCrd } from './ingressRouteCrd';
import {
  container,
  sayDiskFull,
  sayDiskFullInEvent,
  sayOfPod,
  SCHEDULED,
} from './kubelet';
import { runOperator, type RunningOperator } from './runOperator';
import { type Any, TestNamespace } from './TestNamespace';

const QUOTA = {
  group: '',
  version: 'v1',
  plural: 'resourcequotas',
  kind: 'ResourceQuota',
  namespaced: true,
};

/** Somebody else's objects, as small as the API server takes them. */
const FOREIGN: Record<ChildKind, object> = {
  home: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  },
  service: { ports: [{ port: 80 }] },
  route: { routes: [{ kind: 'Rule', match: 'Host(`other.example.com`)' }] },
  pod: { containers: [{ name: 'other', image: 'registry.example.com/other' }] },
};

describe('what stands in the way of a desktop', () => {
  let ns: TestNamespace;
  let template: string;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create();
    template = await ns.template();
    run = await runOperator(ns.connection, { namespace: ns.name });
  });
  afterAll(async () => {
    await run.stop();
    await ns.remove();
  });
  beforeEach(() => {
    run.writes.length = 0;
  });

  const ready = (name: string) => ns.condition(name, 'Ready');

  it('waits for a template, and runs as soon as it is there', async () => {
    const missing = `${ns.name}-later`;
    await ns.session('early', { template: missing });
    await ns.untilPhase('early', 'Pending', 'TemplateNotFound');
    expect(ready('early')?.message).toBe(
      `The template "${missing}" does not exist. Ask its owner, or request another.`,
    );
    expect(run.writes.filter(it => it.startsWith('create'))).toEqual([]);
    await ns.createTemplate(missing);
    await ns.untilPhase('early', 'Running');
  });

  it('leaves a desktop alone when its template is removed, and says so', async () => {
    const removed = await ns.template();
    await ns.session('orphan', { template: removed });
    await ns.untilPhase('orphan', 'Running');
    const { uid } = ns.get('pod', 'orphan')?.metadata ?? {};
    await ns.removeTemplate(removed);
    await ns.until(
      () => ns.condition('orphan', 'TemplateResolved')?.status === 'False',
    );
    expect(ns.status('orphan').phase).toBe('Running');
    expect(ns.get('pod', 'orphan')?.metadata?.uid).toBe(uid);
  });

  it('waits for a node that is large enough', async () => {
    await ns.session('huge', { template, resources: { memory: '900Ti' } });
    await ns.untilPhase('huge', 'Creating', 'WaitingForNode');
    expect(ready('huge')?.message).toBe(
      'Waiting for a node with 900 TiB of free memory.',
    );
    expect(ns.condition('huge', 'PodScheduled')?.message).toContain(
      'Insufficient memory',
    );
  });

  it('waits for a GPU', async () => {
    const gpu = await ns.template({ gpu: { resourceName: 'nvidia.com/gpu' } });
    await ns.session('gpus', { template: gpu, resources: { gpu: 64 } });
    await ns.untilPhase('gpus', 'Creating', 'WaitingForGPU');
    expect(ready('gpus')?.message).toMatch(
      /^The desktop wants 64 GPUs \(nvidia\.com\/gpu\) and the cluster has \d+\./,
    );
  });

  it('explains an image that cannot be pulled, and goes on when it can', async () => {
    const unscheduled = await ns.template({ schedulerName: 'nobody' });
    await ns.session('image', { template: unscheduled });
    await ns.until(() => ns.get('pod', 'image'));
    await sayOfPod(ns, 'image', {
      conditions: [SCHEDULED],
      containerStatuses: container({
        waiting: {
          reason: 'ImagePullBackOff',
          message: 'Back-off pulling image: manifest unknown',
        },
      }),
    });
    await ns.untilPhase('image', 'Failed', 'ImageCannotBePulled');
    expect(ready('image')?.message).toBe(
      "The image cannot be fetched: not found. The template's owner has to mend it.",
    );
    await sayOfPod(ns, 'image', {
      phase: 'Running',
      conditions: [SCHEDULED, { type: 'Ready', status: 'True' }],
      containerStatuses: container({ running: {} }, true),
    });
    await ns.untilPhase('image', 'Running');
  });

  it.each([
    ['full-told', 'its status', sayDiskFull],
    ['full-event', 'an Event', sayDiskFullInEvent],
  ])(
    'says of %s, told by %s, that it filled its disk, leaves it at that, and starts it again when somebody asks',
    async (name, _, say) => {
      const unscheduled = await ns.template({ schedulerName: 'nobody' });
      await ns.session(name, { template: unscheduled });
      await ns.until(() => ns.get('pod', name));
      const running = {
        phase: 'Running',
        conditions: [SCHEDULED, { type: 'Ready', status: 'True' }],
        containerStatuses: container({ running: {} }, true),
      };
      await sayOfPod(ns, name, running);
      await ns.untilPhase(name, 'Running');
      const deletes = () =>
        run.writes.filter(it => it === 'delete pods').length;
      const before = deletes();
      await say(ns, name);
      const { url } = await ns.untilPhase(name, 'Failed', 'DiskFull');
      expect(url).toBeUndefined();
      expect(ready(name)?.message).toMatch(
        /^The desktop filled its 10 GiB of disk,/,
      );
      const home = ns.get('home', `${name}-home`)?.metadata?.uid;

      const replaced = ns.untilReplaced('pod', name);
      const ref = { namespace: ns.name, name };
      // Kubernetes cuts the time of the pod's making to seconds.
      const soon = new Date(Date.now() + 1_000).toISOString();
      await ns.transport.patch<Any>(VDISESSION, ref, {
        type: 'merge',
        body: {
          metadata: { annotations: { [ANNOTATION_RESTARTED_AT]: soon } },
        },
      });
      await replaced;
      expect(deletes()).toBe(before + 1);
      await sayOfPod(ns, name, running);
      const { lastRestart } = await ns.untilPhase(name, 'Running');
      expect(lastRestart?.reason).toBe('DiskFull');
      expect(ns.get('home', `${name}-home`)?.metadata?.uid).toBe(home);
    },
  );

  it.each<[ChildKind, string]>([
    ['home', 'taken-home-home'],
    ['service', 'taken-service'],
    ['route', 'taken-route'],
    ['pod', 'taken-pod'],
  ])('never touches a %s that is not ours', async (kind, name) => {
    const session = `taken-${kind}`;
    const before = await ns.foreign(kind, name, FOREIGN[kind]);
    await ns.session(session, { template });
    await ns.untilPhase(session, 'Failed', 'NameConflict');

    const after = ns.get(kind, name) as Any;
    expect(after.metadata?.uid).toBe(before.metadata?.uid);
    expect(after.metadata?.ownerReferences).toBeUndefined();
    expect(after.metadata?.labels).toBeUndefined();
    expect(after.metadata?.deletionTimestamp).toBeUndefined();
    // Of ours there is nothing that could lead to it, or use a node for nothing.
    const none = { service: [session], route: [session], pod: [session] };
    await ns.untilGone({ ...none, [kind]: [] });

    await ns.delete(kind, name);
    await ns.untilPhase(session, 'Running');
  });

  it('says that a quota is used up, and goes on when it is not', async () => {
    await ns.transport.create<Any>(QUOTA, {
      metadata: { namespace: ns.name, name: 'pods' },
      spec: { hard: { pods: '0' } },
    });
    await ns.session('quota', { template });
    await ns.untilPhase('quota', 'Pending', 'QuotaExceeded');
    expect(ready('quota')?.message).toContain('quota');
    await ns.transport.delete(QUOTA, { namespace: ns.name, name: 'pods' });
    await ns.untilPhase('quota', 'Running');
  });

  it('runs without IngressRoute, says so, and gives an address when that is installed', async () => {
    const crd = await ingressRouteCrd(ns.transport);
    await crd.remove();
    try {
      await ns.session('unrouted', { template });
      const status = await ns.untilPhase(
        'unrouted',
        'Creating',
        'RouteNotAvailable',
      );
      expect(status).not.toHaveProperty('url');
      expect(ns.condition('unrouted', 'PodReady')?.status).toBe('True');
      expect(ns.condition('unrouted', 'Routed')).toMatchObject({
        status: 'False',
        reason: 'RouteNotAvailable',
      });
    } finally {
      await crd.install();
    }
    const { url } = await ns.untilPhase('unrouted', 'Running');
    expect(url).toMatch(/^https:/);
    await ns.until(() => ns.get('route', 'unrouted'));
  });
});
