import { keyOf, KubeObject } from './object';

/** What is kept of an object, and what tells it from others and from its other versions. */
export interface Item<R> {
  /** `namespace/name`, or `name` for an object of the cluster. */
  key: string;
  uid: string;
  resourceVersion: string;
  record: R;
}

/** Projects an object into an item. */
export function itemOf<T extends KubeObject, R>(
  object: T,
  project: (object: T) => R,
): Item<R> {
  const { uid = '', resourceVersion = '' } = object.metadata ?? {};
  return { key: keyOf(object), uid, resourceVersion, record: project(object) };
}
