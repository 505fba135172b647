import { parseEntityRef } from '@backstage/catalog-model';

/** What somebody is called in a sentence: their name, with its namespace where that is not the usual one. */
export function personName(ref: string): string {
  try {
    const { namespace, name } = parseEntityRef(ref);
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    return ref;
  }
}
