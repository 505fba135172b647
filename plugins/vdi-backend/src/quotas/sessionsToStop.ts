import type {
  QuotaExcess,
  VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { SessionInCluster } from '../service/SessionInCluster';
import { titleOf } from '../service/sessionView';
import type { QuotaResource } from './amounts';
import { amountsOf } from './amountsOf';

/**
 * Which desktops hold what there is too little of: the one that nobody has been connected to for longest first, those of which that is not
 * known last. Pure.
 */
export function sessionsToStop(
  sessions: readonly SessionInCluster[],
  resource: QuotaResource,
  templateOf: (session: SessionInCluster) => VDITemplate | undefined,
): QuotaExcess['sessions'] {
  return sessions
    .filter(it => amountsOf(it.session, templateOf(it))[resource] > 0)
    .map(it => {
      const { metadata, status } = it.session;
      return {
        cluster: it.cluster,
        namespace: metadata.namespace ?? '',
        name: metadata.name,
        title: titleOf(it.session, templateOf(it)),
        runningSince: status?.startTime,
        idleSince: status?.activity?.lastActivity,
      };
    })
    .sort(
      (a, b) =>
        compare(a.idleSince, b.idleSince) ||
        compare(a.runningSince, b.runningSince) ||
        compare(a.name, b.name),
    );
}

/** Times as Kubernetes writes them sort like text. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
