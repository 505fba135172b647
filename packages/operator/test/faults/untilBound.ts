import { homeName } from '@backstage-vdi/plugin-vdi-common';
import type { TestNamespace } from '../TestNamespace';

/**
 * Resolves when a session's home is bound and the session says so, or when it has none. A simulated volume is bound by who simulates it:
 * a controller that hears of the claim before it hears of the volume calls it lost until it looks again.
 */
export async function untilBound(
  ns: TestNamespace,
  session: string,
): Promise<void> {
  await ns.until(() => {
    const home = ns.get('home', homeName(session));
    if (!home) return true;
    const { reason } = ns.condition(session, 'StorageReady') ?? {};
    return home.status?.phase === 'Bound' && reason !== 'Lost';
  });
}
