import {
  isConflict,
  isForbidden,
  isNotFound,
  keyOf,
  type KubeObject,
  type Logger,
  type Resource,
  type Store,
  type Transport,
} from '@backstage-vdi/kube';
import { LABEL_MANAGED_BY, MANAGED_BY } from '@backstage-vdi/plugin-vdi-common';
import { untilAborted } from '../leadership/untilAborted';
import { sessionOf } from '../session/ownership';
import { projectChild, type RouteRecord } from '../session/records';
import type { Settings } from '../settings';
import { otherRenderers } from './rendererOf';

/** What routes of a kind that is not used any more are removed with. */
export interface LeftRoutesOptions {
  transport: Transport;
  /** The routes that are used. */
  routes: Pick<Store<RouteRecord>, 'get' | 'onChange'>;
  settings: Settings;
  logger: Logger;
}

/**
 * Removes the routes that were made before the kind of them was changed in the settings: they would go past whatever the new ones are
 * behind. Each goes when its session has a new one, so that nobody is locked out meanwhile; one that gets none goes with its session. Read
 * once, with the right to list them: without it they are left, and that is said. Never rejects.
 */
export async function removeLeftRoutes(
  options: LeftRoutesOptions,
  signal: AbortSignal,
): Promise<void> {
  const kinds = otherRenderers(options.settings);
  await Promise.all(
    kinds.map(({ resource }) =>
      removeAll(resource, options, signal).catch(error => {
        if (!signal.aborted) tell(options.logger, resource, error);
      }),
    ),
  );
}

async function removeAll(
  resource: Resource,
  { transport, routes, settings, logger }: LeftRoutesOptions,
  signal: AbortSignal,
): Promise<void> {
  const { items } = await transport.list<KubeObject>(resource, {
    namespace: settings.namespace,
    labelSelector: `${LABEL_MANAGED_BY}=${MANAGED_BY}`,
    metadataOnly: true,
    signal,
  });
  const left = new Map(
    items
      .map(projectChild)
      .filter(sessionOf)
      .map(route => [keyOf(route), route]),
  );
  if (!left.size) return;
  const over = new AbortController();
  const remove = async (key: string) => {
    const route = left.get(key);
    const used = routes.get(key);
    if (!route || !used) return;
    if (sessionOf(used)?.uid !== sessionOf(route)?.uid) return;
    left.delete(key);
    const { namespace, name, uid } = route.metadata;
    try {
      await transport.delete(resource, { namespace, name }, { uid, signal });
      logger.info(`${resource.kind} ${key} was removed: it has another route.`);
    } catch (error) {
      // It is gone already.
      if (!isNotFound(error) && !isConflict(error)) {
        if (!signal.aborted) tell(logger, resource, error);
      }
    }
    if (!left.size) over.abort();
  };
  const stop = routes.onChange(keys => keys.forEach(key => void remove(key)));
  await Promise.all([...left.keys()].map(remove));
  if (left.size) await untilAborted(AbortSignal.any([signal, over.signal]));
  stop();
}

function tell(logger: Logger, resource: Resource, error: unknown): void {
  // Without its CRD there are none.
  if (isNotFound(error)) return;
  const { plural, group } = resource;
  const remedy = `kubectl delete ${plural}.${group} --all-namespaces -l ${LABEL_MANAGED_BY}=${MANAGED_BY}`;
  logger[isForbidden(error) ? 'info' : 'warn'](
    `Routes of desktops from before routingKind was changed are left, if there are any (${error}). To remove them: ${remedy}`,
  );
}
