import { Store } from '@backstage-vdi/kube';
import { ManualClock } from '@backstage-vdi/kube/testing';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { NodeRecord } from '../nodes/nodeRecord';
import { type PodRecord, projectPod } from '../session/records';
import { BY_CHILD } from '../sessionsClient';
import { aGpuTemplate, aSession, at } from '../testing/objects';
import { GpuWatch } from './GpuWatch';

/** Nodes are not read here. */
const nodes = { store: new Store<NodeRecord>(), isKnown: false };

function world() {
  const clock = new ManualClock();
  const sessions = new Store<VDISession>({ indexes: { [BY_CHILD]: () => [] } });
  const pods = new Store<PodRecord>();
  const watch = new GpuWatch({ nodes, sessions, pods, clock });
  const told: string[][] = [];
  watch.onWaiting(keys => told.push([...keys]));
  let version = 100;
  const put = <R>(store: Store<R>, name: string, record: R) => {
    version += 1;
    const resourceVersion = String(version);
    const item = { key: `team/${name}`, uid: name, resourceVersion, record };
    store.apply({ type: 'upsert', item });
  };
  return {
    clock,
    watch,
    told,
    session(name: string) {
      put(sessions, name, aSession({ metadata: { name } }));
    },
    pod(name: string, nodeName?: string) {
      const requests = { 'nvidia.com/gpu': '1' };
      const record = projectPod({
        metadata: { namespace: 'team', name, creationTimestamp: at(0) },
        spec: { nodeName, containers: [{ resources: { requests } }] },
      });
      put(pods, name, record);
    },
  };
}

describe('GpuWatch', () => {
  it('has those who wait looked at once for all that changes within two seconds', () => {
    const { clock, told, session, pod } = world();
    for (const name of ['a', 'b', 'c']) {
      session(name);
      pod(name);
    }
    clock.advance(1_999);
    expect(told).toEqual([]);
    clock.advance(1);
    expect(told).toEqual([['team/a', 'team/b', 'team/c']]);

    pod('a', 'node-1');
    pod('b', 'node-1');
    clock.advance(2_000);
    expect(told.slice(1)).toEqual([['team/c']]);
    clock.advance(60_000);
    expect(told).toHaveLength(2);
  });

  it('looks at a long queue 50 times a second at most', () => {
    const { clock, told, pod } = world();
    for (let i = 0; i < 1_000; i++) pod(`desktop-${i}`);
    clock.advance(2_000);
    pod('desktop-0', 'node-1');
    clock.advance(17_999);
    expect(told).toHaveLength(1);
    clock.advance(2_000);
    expect(told).toHaveLength(2);
  });

  it('has nobody looked at when nobody waits', () => {
    const { clock, told, session, pod } = world();
    session('a');
    pod('a', 'node-1');
    clock.advance(60_000);
    expect(told).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it('knows nothing before nodes were read', () => {
    const { watch } = world();
    expect(watch.useFor(aSession(), aGpuTemplate())).toBeUndefined();
    expect(watch.useFor(aSession(), undefined)).toBeUndefined();
  });
});
