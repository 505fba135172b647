import type {
  ClusterState,
  SessionRequest,
} from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { TemplateInCluster } from '../desktops/TemplateInCluster';
import type { Decision } from '../permissions/Access';
import { ClusterUnavailableError, InvalidFieldError } from './errors';

/** What {@link chooseTemplate} chooses by. */
export interface TemplateChoice {
  desktops: Pick<Desktops, 'clusters' | 'template'>;
  decision: Pick<Decision, 'offers'>;
  request: Pick<SessionRequest, 'cluster' | 'template'>;
  /** Whether the request came with an `Idempotency-Key`. */
  isKeyed: boolean;
}

/**
 * The template that a request asks for, and with it the cluster of the desktop: the one that it names, else the first of the configuration
 * that has it. One that cannot be reached is chosen all the same where its template is known: who has files there must not find themselves
 * without them in another.
 *
 * @throws InvalidFieldError when there is no such cluster, or no such template that the caller may request.
 * @throws ClusterUnavailableError when it may be in a cluster that was never read. With a key also when a later one has it: an earlier
 * request with this key may have made its desktop in the first.
 */
export function chooseTemplate({
  desktops,
  decision,
  request,
  isKeyed,
}: TemplateChoice): TemplateInCluster {
  const unread: ClusterState[] = [];
  const clusters = desktops.clusters();
  for (const state of clustersFor(request, clusters)) {
    const { name: cluster } = state;
    if (state.state === 'unavailable') {
      unread.push(state);
      if (isKeyed) break;
      continue;
    }
    const template = desktops.template({ cluster, name: request.template });
    if (template && !template.spec.hidden && decision.offers(template)) {
      return { cluster, template };
    }
  }
  const [first] = unread;
  if (first) {
    throw new ClusterUnavailableError(
      clusters.length === 1
        ? first.message
        : `Whether the cluster "${first.name}" has the template "${request.template}" is not known. ${first.message} If another cluster has it, name that one.`,
    );
  }
  const where = request.cluster ? ` in the cluster "${request.cluster}"` : '';
  throw new InvalidFieldError(
    'template',
    `there is no template "${request.template}"${where} that you can request`,
  );
}

/** Those that come into question. */
function clustersFor(
  { cluster }: Pick<SessionRequest, 'cluster'>,
  clusters: readonly ClusterState[],
): readonly ClusterState[] {
  if (cluster === undefined) return clusters;
  const named = clusters.filter(({ name }) => name === cluster);
  if (named.length) return named;
  const names = clusters.map(({ name }) => `"${name}"`).join(', ');
  throw new InvalidFieldError(
    'cluster',
    `there is no cluster "${cluster}"; there is ${names}`,
  );
}
