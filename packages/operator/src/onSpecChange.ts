import type { Store } from '@backstage-vdi/kube';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';

/**
 * Calls `listener` with the names of templates that came, went, or say something else than before; returns how to stop that. A change of
 * their status is none of most people's business. The API server counts what they say in `metadata.generation`.
 */
export function onSpecChange(
  templates: Store<VDITemplate>,
  listener: (names: string[]) => void,
): () => void {
  const seen = new Map<string, string>();
  return templates.onChange(names => {
    const changed = names.filter(name => {
      const { uid, generation } = templates.get(name)?.metadata ?? {};
      const said = uid && `${uid} ${generation}`;
      if (seen.get(name) === said) return false;
      if (said) seen.set(name, said);
      else seen.delete(name);
      return true;
    });
    if (changed.length) listener(changed);
  });
}
