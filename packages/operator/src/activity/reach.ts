import type { Clock } from '@backstage-vdi/kube';
import type { ProbeTarget } from './probeTarget';

/** A way to desktops. */
export interface Reach {
  /**
   * What a desktop answers to a GET.
   *
   * @throws ProbeError or an error of the connection; nothing that it throws is to be shown to people.
   */
  get(
    target: Pick<ProbeTarget, 'pod' | 'runtime'>,
    path: string,
    options: { clock: Clock; signal?: AbortSignal },
  ): Promise<string>;
}
