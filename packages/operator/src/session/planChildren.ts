import { isDeepStrictEqual } from 'node:util';
import type { OwnerReference } from '@backstage-vdi/plugin-vdi-common';
import { buildHome, hasHome, homeOwners } from '../children/buildHome';
import { buildPod } from '../children/buildPod';
import { buildService } from '../children/buildService';
import type { ChildKind } from '../resources';
import { rendererOf } from '../routes/rendererOf';
import type { Settings } from '../settings';
import { resolveRuntime } from '../runtimes/resolveRuntime';
import type { Children } from './children';
import { diskFullUntil } from './diskFull';
import { findObstacle } from './obstacles';
import type { ChildRef, Plan } from './plan';
import { hostOf } from './status';
import { fromTime } from './time';
import type { SessionView } from './view';

/**
 * A pod that its node gave up is replaced no sooner than this after it was made, so that a node that refuses it is not flooded.
 * Milliseconds.
 */
const REPLACE_AFTER_MS = 10_000;

/** What ended a pod is told within this time after its end, if at all. Milliseconds. */
const REASON_WITHIN_MS = 3_000;

/** The home's owner references, where they are not as `spec.persistence.retain` wants them. */
export function planHomeOwners(
  { session }: SessionView,
  { own: { home } }: Children,
): OwnerReference[] | undefined {
  if (!home || !hasHome(session)) return undefined;
  const wanted = homeOwners(session);
  return isDeepStrictEqual(home.metadata.ownerReferences ?? [], wanted)
    ? undefined
    : wanted;
}

/** The children of these kinds that are there and not on their way out already. */
export function planDeletes({ own }: Children, kinds: ChildKind[]): ChildRef[] {
  return kinds.flatMap(kind => {
    const { name, uid = '', deletionTimestamp } = own[kind]?.metadata ?? {};
    return name && !deletionTimestamp ? [{ kind, name, uid }] : [];
  });
}

/** When a pod that its node gave up may be replaced: it never comes back by itself. `undefined` where there is none. */
export function replacementAt({ own: { pod } }: Children): number | undefined {
  if (pod?.phase !== 'Failed' && pod?.phase !== 'Succeeded') return undefined;
  const created = fromTime(pod.metadata.creationTimestamp) ?? 0;
  const ended = fromTime(pod.container?.ended?.finishedAt) ?? 0;
  return (
    diskFullUntil(pod) ??
    Math.max(
      created + REPLACE_AFTER_MS,
      // The Event that says it may come after the status.
      pod.reason ? 0 : ended + REASON_WITHIN_MS,
    )
  );
}

/** The pod, where its node gave it up long enough ago. */
export function planReplacement(children: Children, now: number): ChildRef[] {
  const at = replacementAt(children);
  return at !== undefined && at <= now ? planDeletes(children, ['pod']) : [];
}

/** The children that are missing and can be made now. */
export function planCreates(
  view: SessionView,
  children: Children,
  now: number,
  settings: Settings,
): Plan['creates'] {
  const { session, template, routesKnown, refusals } = view;
  if (!template) return {};
  const { own, departing } = children;
  const obstacle = findObstacle(view, children);
  const isDue = (kind: ChildKind): boolean => {
    const refused = refusals.find(refusal => refusal.kind === kind);
    if (refused) return refused.until <= now;
    // What was refused is tried alone, the pod with its home: the others would only have to be removed again.
    return !obstacle || (kind === 'home' && obstacle.kind === 'pod');
  };
  const missing = (kind: ChildKind) =>
    !own[kind] && !departing.includes(kind) && isDue(kind);
  const home = hasHome(session);
  const creates: Plan['creates'] = {};
  if (home && missing('home')) {
    creates.home = buildHome(session, template, settings);
  }
  const routes = rendererOf(settings);
  const scheme = own.pod?.scheme ?? resolveRuntime(template).scheme;
  if (missing('service')) {
    creates.service = buildService(
      session,
      routes.serviceAnnotations(session, scheme, settings),
    );
  }
  if (routesKnown && missing('route')) {
    const host = hostOf(session, settings);
    creates.route = routes.build(session, scheme, host, settings);
  }
  const homeThere =
    creates.home || (own.home && !own.home.metadata.deletionTimestamp);
  if (missing('pod') && (homeThere || !home)) {
    creates.pod = buildPod(session, template, settings);
  }
  return creates;
}
