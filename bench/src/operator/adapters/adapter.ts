import type { BenchCluster } from '../../benchCluster';
import type { DesktopPattern } from '../../bareClient/desktopPattern';
import type { Contender } from '../contender';

/** Brings another controller into the table. */
export interface Adapter {
  /** What `--peer` calls it. */
  readonly name: string;
  /**
   * Builds it, unless it is in the cache, and installs its CRDs.
   *
   * @param pattern - what the operator makes: for the same pods
   */
  install(bench: BenchCluster, pattern: DesktopPattern): Promise<Contender>;
}
