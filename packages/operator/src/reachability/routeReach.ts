import type { Clock } from '@backstage-vdi/kube';

/** What came of asking for a desktop at its own address, as a browser does. */
export type RouteAnswer =
  /** An HTTP status, over TLS with a certificate that a browser takes. */
  | { kind: 'status'; status: number }
  /** Traefik shows no certificate that a browser takes; `problem` is a sentence without its full stop. */
  | { kind: 'certificate'; problem: string }
  /** The connection stands, and no answer comes over it. */
  | { kind: 'silence' }
  /** There is no connection; `problem` says why in a word or two. */
  | { kind: 'unreachable'; problem: string };

/** The way to desktops that browsers take: through Traefik, by their host names. */
export interface RouteReach {
  /** Where Traefik is asked, as people write it. */
  readonly address: string;
  /** GETs a page of a host. Follows no redirect, sends no credentials and reads no body. Never rejects. */
  ask(
    page: { host: string; path: string },
    options: { clock: Clock; signal?: AbortSignal },
  ): Promise<RouteAnswer>;
}
