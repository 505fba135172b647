import type { Resource } from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { IngressRoute, Ingress } from '../children/manifests';
import type { Settings } from '../settings';

/** What brings people from a host name to a desktop. */
export type Route = IngressRoute | Ingress;

/** How a desktop speaks. */
export type Scheme = 'http' | 'https';

/**
 * One way to lead people to desktops through Traefik. Pure. The whole spec of what it makes is the operator's, and so are the
 * annotations of {@link pickRoutingAnnotations}, on it and on the session's Service: whatever else is found there is put right.
 */
export interface RouteRenderer {
  /** What it makes, one for each session, called as the session's other children. */
  readonly resource: Resource;
  /** What is in the way where the API server does not know that: a sentence for the administrator. */
  readonly unknown: string;
  /**
   * Makes a session's route.
   *
   * @throws HostNameError when the host is not a DNS name
   */
  build(
    session: VDISession,
    scheme: Scheme,
    host: string,
    settings: Settings,
  ): Route;
  /** The annotations that the session's Service needs for it. */
  serviceAnnotations(
    session: VDISession,
    scheme: Scheme,
    settings: Settings,
  ): Record<string, string>;
  /** The host names that a spec of this kind leads from, whoever wrote it. */
  hostsOf(spec: Record<string, unknown>): string[];
}
