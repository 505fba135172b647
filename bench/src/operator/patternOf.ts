import { VDISESSION } from '@backstage-vdi/operator';
import { type DesktopPattern, readPattern } from '../bareClient/desktopPattern';
import type { BenchCluster } from '../benchCluster';
import { awaitNoVolume, removeAll } from '../removeAll';
import { awaitRunning } from '../sessions';
import type { Contender } from './contender';
import { namespaceOf } from './measure';

/** What the operator makes of one session. */
export async function patternOf(
  bench: BenchCluster,
  operator: Contender,
): Promise<DesktopPattern> {
  const { transport } = bench;
  const namespace = namespaceOf(operator);
  const name = 'pattern-session';
  const running = await operator.start(bench, namespace);
  try {
    await transport.create(VDISESSION, operator.object(namespace, name));
    await awaitRunning(transport, namespace, name);
    const pattern = await readPattern(transport, { namespace, name });
    await removeAll(transport, operator, namespace);
    await awaitNoVolume(transport);
    return pattern;
  } finally {
    await running.stop();
  }
}
