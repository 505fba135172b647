import { Store } from '@backstage-vdi/kube';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { onSpecChange } from './onSpecChange';
import { aTemplate } from './testing/objects';

describe('onSpecChange', () => {
  it('tells of templates that came, say something else, or went, and not of their status', () => {
    const store = new Store<VDITemplate>();
    const told: string[][] = [];
    onSpecChange(store, names => told.push(names));
    let version = 0;
    const template = (uid: string, generation: number) => {
      version += 1;
      const resourceVersion = String(version);
      const record = aTemplate();
      Object.assign(record.metadata, { uid, generation, resourceVersion });
      return { key: 'cpu', uid, resourceVersion, record };
    };
    const upsert = (uid: string, generation: number) =>
      store.apply({ type: 'upsert', item: template(uid, generation) });

    upsert('a', 1);
    expect(told.splice(0)).toEqual([['cpu']]);
    upsert('a', 1);
    expect(told.splice(0)).toEqual([]);
    upsert('a', 2);
    expect(told.splice(0)).toEqual([['cpu']]);
    upsert('b', 2);
    expect(told.splice(0)).toEqual([['cpu']]);
    // The reply of a write to its status that has somebody's change in it.
    store.recordWrite(template('b', 3));
    expect(told.splice(0)).toEqual([['cpu']]);
    store.apply({
      type: 'delete',
      key: 'cpu',
      uid: 'b',
      resourceVersion: '9',
    });
    expect(told).toEqual([['cpu']]);
  });
});
