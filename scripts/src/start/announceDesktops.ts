import type { Store } from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/**
 * Says each desktop's address when it can be opened, and again when it can be opened again.
 *
 * @param say - takes a line for people
 */
export function announceDesktops(
  sessions: Store<VDISession>,
  say: (line: string) => void,
): void {
  const open = new Set<string>();
  sessions.onChange(keys => {
    for (const key of keys) {
      const session = sessions.get(key);
      const url = session?.status?.url;
      if (session?.status?.phase !== 'Running' || !url) {
        open.delete(key);
      } else if (!open.has(key)) {
        open.add(key);
        say(`${session.metadata.name} of ${session.spec.user}   ${url}`);
      }
    }
  });
}
