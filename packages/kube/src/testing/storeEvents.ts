import { Item } from '../item';
import { ReflectorEvent } from '../reflector';
import { Store } from '../store';

/** The record of the tests of a store. */
export interface Pod {
  owner: string;
  size: number;
}

export function item(
  key: string,
  version: number,
  fields: Partial<Pod> & { uid?: string } = {},
): Item<Pod> {
  const { uid = `uid of ${key}`, owner = 'nobody', size = version } = fields;
  return {
    key,
    uid,
    resourceVersion: String(version),
    record: { owner, size },
  };
}

export const replace = (
  version: number,
  ...items: Item<Pod>[]
): ReflectorEvent<Pod> => ({
  type: 'replace',
  items,
  unreadable: [],
  resourceVersion: String(version),
});
export const upsert = (each: Item<Pod>): ReflectorEvent<Pod> => ({
  type: 'upsert',
  item: each,
});
export const gone = (
  each: Item<Pod>,
  version: number,
): ReflectorEvent<Pod> => ({
  type: 'delete',
  key: each.key,
  uid: each.uid,
  resourceVersion: String(version),
});
export const progress = (version: number): ReflectorEvent<Pod> => ({
  type: 'progress',
  resourceVersion: String(version),
});

/** Everything a store shows, by key. */
export const contents = (store: Store<Pod>) =>
  Object.fromEntries([...store.keys()].map(key => [key, store.get(key)?.size]));
