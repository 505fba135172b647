import fc from 'fast-check';
import { aPod, at, T0 } from '../testing/objects';
import { projectNode } from '../nodes/nodeRecord';
import { projectPod } from '../session/records';
import { GpuLedger, type GpuWish } from './GpuLedger';

const GPU = 'nvidia.com/gpu';

const node = (
  gpus: Record<string, string>,
  {
    labels = {},
    ready = 'True',
    unschedulable = false,
  }: {
    labels?: Record<string, string>;
    ready?: string;
    unschedulable?: boolean;
  } = {},
) =>
  projectNode({
    metadata: { labels },
    spec: { unschedulable },
    status: {
      allocatable: { cpu: '32', memory: '64Gi', pods: '110', ...gpus },
      conditions: [{ type: 'Ready', status: ready }],
    },
  });

/** A pod that asks for GPUs since so many seconds. */
const pod = (
  since: number,
  nodeName?: string,
  parts: { count?: number; phase?: string; deleted?: boolean } = {},
) =>
  projectPod({
    metadata: {
      ...aPod().metadata,
      creationTimestamp: at(since),
      deletionTimestamp: parts.deleted ? at(since) : undefined,
    },
    spec: {
      nodeName,
      containers: [
        { resources: { requests: { cpu: '1', [GPU]: `${parts.count ?? 1}` } } },
      ],
    },
    status: { phase: parts.phase ?? 'Pending' },
  });

const wish = (parts: Partial<GpuWish> = {}): GpuWish => ({
  name: GPU,
  pod: 'team/mine',
  ...parts,
});

function aLedger(): GpuLedger {
  const ledger = new GpuLedger();
  ledger.setNode('l4', node({ [GPU]: '4' }, { labels: { gpu: 'l4' } }));
  ledger.setNode('a100', node({ [GPU]: '8' }, { labels: { gpu: 'a100' } }));
  ledger.setNode('plain', node({}));
  return ledger;
}

describe('GpuLedger', () => {
  it('counts what there is and what is taken', () => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(0, 'l4'));
    ledger.setPod('team/b', pod(0, 'a100', { count: 2 }));
    ledger.setPod('team/cpu', aPod({}, {}, 'l4'));
    expect(ledger.use(wish())).toEqual({ total: 12, used: 3, before: 0 });
  });

  it('counts only nodes that the template may use', () => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(0, 'l4'));
    ledger.setEnd('team/a', T0);
    const nodeSelector = { gpu: 'a100' };
    expect(ledger.use(wish({ nodeSelector }))).toEqual({
      total: 8,
      used: 0,
      before: 0,
    });
  });

  it.each([
    ['is not ready', { ready: 'Unknown' }],
    ['takes no pods', { unschedulable: true }],
  ])('counts no node that %s', (_, parts) => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(0, 'l4'));
    ledger.setNode('l4', node({ [GPU]: '4' }, parts));
    expect(ledger.use(wish())).toMatchObject({ total: 8, used: 0 });
  });

  it('knows nothing of a kind that no node has', () => {
    expect(aLedger().use(wish({ name: 'amd.com/gpu' }))).toEqual({
      total: 0,
      used: 0,
      before: 0,
    });
  });

  it('gives places in the order of waiting', () => {
    const ledger = aLedger();
    ledger.setPod('team/late', pod(9));
    ledger.setPod('team/mine', pod(5));
    ledger.setPod('team/early', pod(1));
    expect(ledger.use(wish()).before).toBe(1);
    expect(ledger.waiting(GPU)).toEqual([
      'team/early',
      'team/mine',
      'team/late',
    ]);
    ledger.setPod('team/early', pod(1, 'l4'));
    expect(ledger.use(wish()).before).toBe(0);
  });

  it('does not take a pod that is deleted for one that waits', () => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(1, undefined, { deleted: true }));
    expect(ledger.use(wish()).before).toBe(0);
  });

  it('counts a pod until it is gone, and one that ended no more', () => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(0, 'l4', { deleted: true }));
    ledger.setPod('team/b', pod(0, 'l4', { phase: 'Failed' }));
    expect(ledger.use(wish()).used).toBe(1);
  });

  it('tells the earliest end on a node that fits', () => {
    const ledger = aLedger();
    ledger.setPod('team/a', pod(0, 'l4'));
    ledger.setPod('team/b', pod(0, 'a100'));
    ledger.setPod('team/c', pod(0));
    ledger.setEnd('team/a', T0 + 1);
    ledger.setEnd('team/b', T0 + 2);
    ledger.setEnd('team/c', T0);
    expect(ledger.use(wish()).nextFreeAt).toBe(T0 + 1);
    const nodeSelector = { gpu: 'a100' };
    expect(ledger.use(wish({ nodeSelector })).nextFreeAt).toBe(T0 + 2);
    ledger.setPod('team/a', undefined);
    expect(ledger.use(wish()).nextFreeAt).toBe(T0 + 2);
  });

  describe('of claimed GPUs', () => {
    const claimed = (since: number, nodeName?: string) =>
      projectPod({
        metadata: { ...aPod().metadata, creationTimestamp: at(since) },
        spec: {
          nodeName,
          resourceClaims: [1, 2].map(number => ({
            name: `gpu-${number}`,
            resourceClaimTemplateName: 'l4',
          })),
        },
        status: { phase: 'Pending' },
      });
    const claims = wish({ name: 'l4', claimed: true });

    it('knows those that desktops have and who waits, and not how many there are', () => {
      const ledger = aLedger();
      ledger.setPod('team/a', claimed(0, 'plain'));
      ledger.setEnd('team/a', T0 + 1);
      ledger.setPod('team/b', claimed(1));
      expect(ledger.use(claims)).toEqual({
        used: 2,
        before: 1,
        nextFreeAt: T0 + 1,
      });
      expect(ledger.use(wish())).toEqual({ total: 12, used: 0, before: 0 });
    });

    it('counts only nodes that the template may use', () => {
      const ledger = aLedger();
      ledger.setPod('team/a', claimed(0, 'plain'));
      ledger.setPod('team/b', claimed(0, 'a100'));
      const nodeSelector = { gpu: 'a100' };
      expect(ledger.use({ ...claims, nodeSelector }).used).toBe(2);
      expect(ledger.setNode('plain', undefined)).toEqual(['l4']);
      expect(ledger.use(claims).used).toBe(2);
    });
  });

  it('tells of which kind something changed, and of none when nothing did', () => {
    const ledger = aLedger();
    expect(ledger.setPod('team/a', pod(0))).toBe(GPU);
    expect(ledger.setPod('team/a', pod(0))).toBeUndefined();
    expect(ledger.setPod('team/a', undefined)).toBe(GPU);
    expect(ledger.setPod('team/a', undefined)).toBeUndefined();
    expect(ledger.setPod('team/cpu', aPod())).toBeUndefined();
  });

  it('answers as if it had looked at all pods, whatever happens in whatever order', () => {
    const change = fc.record({
      key: fc.constantFrom('team/a', 'team/b', 'team/c', 'team/mine'),
      pod: fc.option(
        fc.record({
          since: fc.integer({ min: 0, max: 2 }),
          nodeName: fc.constantFrom(undefined, 'l4', 'a100', 'gone'),
          count: fc.integer({ min: 1, max: 2 }),
          phase: fc.constantFrom('Pending', 'Running', 'Failed'),
        }),
        { nil: undefined },
      ),
    });
    fc.assert(
      fc.property(fc.array(change), changes => {
        const ledger = aLedger();
        const pods = new Map<string, NonNullable<(typeof changes)[0]['pod']>>();
        for (const { key, pod: it } of changes) {
          ledger.setPod(key, it && pod(it.since, it.nodeName, it));
          if (it) pods.set(key, it);
          else pods.delete(key);
        }
        const alive = [...pods].filter(([, { phase }]) => phase !== 'Failed');
        const waiting = alive
          .filter(([, { nodeName }]) => !nodeName)
          .map(([key, { since }]) => `${since} ${key}`)
          .sort();
        const place = waiting.findIndex(it => it.endsWith('mine'));
        expect(ledger.use(wish())).toEqual({
          total: 12,
          used: alive
            .filter(([, { nodeName }]) => nodeName && nodeName !== 'gone')
            .reduce((sum, [, { count }]) => sum + count, 0),
          before: place < 0 ? waiting.length : place,
        });
      }),
    );
  });
});
