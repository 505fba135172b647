import { type KubeObject, Store } from '@backstage-vdi/kube';
import {
  childName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { PodRecord } from '../session/records';
import { BY_CHILD, BY_TEMPLATE } from '../sessionsClient';
import { aTemplate } from './objects';

/** A cluster that is its caches: what a test puts there is there. It has a template. */
export class Caches {
  readonly sessions = new Store<VDISession>({
    indexes: {
      [BY_TEMPLATE]: ({ spec }) => [spec.template],
      [BY_CHILD]: ({ metadata: { namespace, name } }) =>
        childName(name) === name ? [] : [`${namespace}/${childName(name)}`],
    },
  });
  readonly templates = new Store<VDITemplate>();
  readonly pods = new Store<PodRecord>();
  #version = 0;

  constructor() {
    this.put(this.templates, aTemplate());
  }

  put<R extends KubeObject>(store: Store<R>, record: R): void {
    const { namespace, name = '', uid = '' } = record.metadata ?? {};
    const key = namespace ? `${namespace}/${name}` : name;
    const resourceVersion = String(++this.#version);
    store.apply({
      type: 'upsert',
      item: { key, uid, resourceVersion, record },
    });
  }

  remove<R>(store: Store<R>, key: string): void {
    const resourceVersion = String(++this.#version);
    store.apply({ type: 'delete', key, uid: '', resourceVersion });
  }
}

/** Says of a child that it is a session's, whose UID is `uid-` and its name. */
export const ownedBy = (name: string) => ({
  apiVersion: 'vdi.kasm.io/v1alpha1',
  kind: 'VDISession',
  name,
  uid: `uid-${name}`,
  controller: true,
});
