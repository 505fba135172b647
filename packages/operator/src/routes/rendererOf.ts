import type { RouteRenderer } from './RouteRenderer';
import { ingresses } from './ingresses';
import { ingressRoutes } from './ingressRoutes';

/** The kinds of route that desktops can have. */
export const ROUTING_KINDS = ['ingressroute', 'ingress'] as const;

/** What kind of object leads people to a desktop. */
export type RoutingKind = (typeof ROUTING_KINDS)[number];

const RENDERERS: Record<RoutingKind, RouteRenderer> = {
  ingressroute: ingressRoutes,
  ingress: ingresses,
};

/** The renderer that the settings say. */
export function rendererOf({
  routingKind,
}: {
  routingKind: RoutingKind;
}): RouteRenderer {
  return RENDERERS[routingKind];
}

/** The renderers that they do not say. */
export function otherRenderers({
  routingKind,
}: {
  routingKind: RoutingKind;
}): RouteRenderer[] {
  return ROUTING_KINDS.filter(kind => kind !== routingKind).map(
    kind => RENDERERS[kind],
  );
}
