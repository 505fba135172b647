import { isDeepStrictEqual } from 'node:util';
import type { AddOptions } from '@backstage-vdi/kube';
import { canonicalImage } from '../nodes/canonicalImage';
import type { NodeCache, NodeRecord } from '../nodes/nodeRecord';
import { onSpecChange } from '../onSpecChange';
import { BY_TEMPLATE, type SessionsClient } from '../sessionsClient';
import { prePullName } from './buildPrePull';
import type { TemplateSources } from './observe';

/**
 * What changes within this time is told together: sessions come by hundreds, images by one node after the other. So a template's status
 * is written once in this time at most, but when somebody changes the template. Milliseconds.
 */
const GATHER_MS = 5_000;

/** Asks for a template to be looked at. */
type Add = (name: string, options?: AddOptions) => void;

/** Has templates looked at when they change, or what their status tells. */
export function enqueueTemplates(
  add: Add,
  { sessions, templates }: SessionsClient,
  {
    nodes,
    daemonSets,
  }: {
    nodes: Pick<NodeCache, 'store' | 'onRight'>;
    daemonSets?: TemplateSources['daemonSets'];
  },
): void {
  const { store } = templates;
  const addLater = (names: Iterable<string>) => {
    for (const name of names) add(name, { afterMs: GATHER_MS });
  };
  onSpecChange(store, names => names.forEach(name => add(name)));
  store.onChange((names, cause) => {
    // Somebody else may have written the status. That is put right, but not by who writes faster.
    if (cause !== 'own') addLater(names);
  });
  sessions.store.onIndexChange(BY_TEMPLATE, names =>
    addLater(names.filter(name => store.get(name))),
  );
  onNodesChange(nodes, isConcerned =>
    addLater(
      [...store.keys()].filter(name => {
        const template = store.get(name);
        return template && isConcerned(canonicalImage(template.spec.image));
      }),
    ),
  );
  nodes.onRight(() => addLater(store.keys()));
  daemonSets?.cache.onRight(() => addLater(store.keys()));
  daemonSets?.cache.store.onChange((keys, cause) => {
    if (cause === 'own') return;
    const changed = new Set(keys);
    const { namespace } = daemonSets;
    addLater(
      [...store.keys()].filter(name =>
        changed.has(`${namespace}/${prePullName(name)}`),
      ),
    );
  });
}

/** Tells which images came to nodes or left them; all are concerned where a node takes other pods than before. */
function onNodesChange(
  { store }: Pick<NodeCache, 'store'>,
  listener: (isConcerned: (image: string) => boolean) => void,
): void {
  const seen = new Map<string, NodeRecord>();
  store.onChange(names => {
    const moved = new Set<string>();
    let all = false;
    for (const name of names) {
      const before = seen.get(name);
      const now = store.get(name);
      if (now) seen.set(name, now);
      else seen.delete(name);
      all ||= !isDeepStrictEqual(takes(before), takes(now));
      for (const image of difference(before?.images, now?.images)) {
        moved.add(image);
      }
    }
    if (all || moved.size) listener(image => all || moved.has(image));
  });
}

/** What of a node decides which pods it takes. */
function takes(node: NodeRecord | undefined) {
  if (!node) return undefined;
  const { usable, gpus, labels, taints } = node;
  return { usable, gpus, labels, taints };
}

/** What is in one of two lists only. */
function difference(
  before: readonly string[] = [],
  now: readonly string[] = [],
): string[] {
  const was = new Set(before);
  const is = new Set(now);
  return [
    ...before.filter(image => !is.has(image)),
    ...now.filter(image => !was.has(image)),
  ];
}
