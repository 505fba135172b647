import { Store } from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { announceDesktops } from './announceDesktops';

type Phase = NonNullable<NonNullable<VDISession['status']>['phase']>;

describe('announceDesktops', () => {
  let version = 0;
  let store: Store<VDISession>;
  let said: string[];

  function tell(name: string, phase: Phase, url?: string) {
    version += 1;
    const resourceVersion = String(version);
    store.apply({
      type: 'upsert',
      item: {
        key: `default/${name}`,
        uid: name,
        resourceVersion,
        record: {
          metadata: { name, namespace: 'default', uid: name, resourceVersion },
          spec: { user: 'alice@example.com', template: 'desktop-cpu' },
          status: { phase, url },
        },
      },
    });
  }

  beforeEach(() => {
    store = new Store();
    said = [];
    announceDesktops(store, line => said.push(line));
  });

  it('says the address of a desktop once, when it runs', () => {
    const url = 'https://alice-x.vdi.localhost:8443/';
    tell('render', 'Creating', url);
    expect(said).toEqual([]);
    tell('render', 'Running', url);
    tell('render', 'Running', url);
    expect(said).toEqual([`render of alice@example.com   ${url}`]);
  });

  it('says it again when the desktop was started again', () => {
    tell('render', 'Running', 'https://a/');
    tell('render', 'Stopped', 'https://a/');
    tell('render', 'Running', 'https://a/');
    expect(said).toHaveLength(2);
  });

  it('says nothing of a desktop that has no address yet', () => {
    tell('render', 'Running');
    expect(said).toEqual([]);
  });
});
