import type { Informer, KubeObject, Store } from '@backstage-vdi/kube';
import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { canonicalImage } from '../nodes/canonicalImage';
import type { NodeCache, NodeRecord } from '../nodes/nodeRecord';
import { BY_TEMPLATE } from '../sessionsClient';
import { prePullName } from './buildPrePull';
import type { DaemonSetCache } from './daemonSet';
import { fitsNode } from './fitsNode';
import type { NodeCount, PrePullRefusal, TemplateView } from './view';

/** What an observation of a template reads: memory only. */
export interface TemplateSources {
  templates: Informer<KubeObject, VDITemplate>;
  sessions: Pick<Store<VDISession>, 'by'>;
  nodes: NodeCache;
  /** Absent where nothing is fetched in advance. */
  daemonSets?: {
    cache: DaemonSetCache;
    /** The one that is read, and in which they are made. */
    namespace: string;
  };
}

/** Puts together everything that is known of a template; `undefined` where there is none. */
export function observeTemplate(
  name: string,
  { templates, sessions, nodes, daemonSets }: TemplateSources,
  refusal?: PrePullRefusal,
): TemplateView | undefined {
  const template = templates.store.get(name);
  if (!template) return undefined;
  const users = sessions.by(BY_TEMPLATE, name);
  return {
    template,
    sessions: users.length,
    pullTrouble: pullTroubleOf(users),
    nodes: nodes.isKnown ? countNodes(template, nodes.store) : undefined,
    prePull: daemonSets && {
      namespace: daemonSets.namespace,
      isKnown: daemonSets.cache.isKnown,
      named: daemonSets.cache.store.get(
        `${daemonSets.namespace}/${prePullName(name)}`,
      ),
    },
    refusal,
  };
}

/** What the owner of a desktop is told that cannot start because of the image that the template has now. */
function pullTroubleOf(users: VDISession[]): string | undefined {
  const [first] = users
    .flatMap(user => {
      const ready = conditionOf(user, 'Ready');
      const isOutdated = conditionOf(user, 'UpToDate')?.status === 'False';
      return ready?.reason === 'ImageCannotBePulled' && !isOutdated
        ? [ready.message]
        : [];
    })
    // The same one each time, while there are several.
    .sort();
  return first;
}

function conditionOf({ status }: VDISession, type: string) {
  return status?.conditions?.find(condition => condition.type === type);
}

function countNodes(
  template: VDITemplate,
  nodes: Store<NodeRecord>,
): NodeCount {
  const image = canonicalImage(template.spec.image);
  const count = { total: 0, withImage: 0 };
  for (const name of nodes.keys()) {
    const node = nodes.get(name);
    if (!node || !fitsNode(template, name, node)) continue;
    count.total += 1;
    if (node.images.includes(image)) count.withImage += 1;
  }
  return count;
}
