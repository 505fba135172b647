/** What one certificate for all desktops of a domain is made out to. */
export interface Wildcard {
  main: string;
  sans: [string];
}

/** The certificate that a host shares with its neighbours: Traefik asks for it once, however many routes name it. */
export function wildcardOf(host: string): Wildcard {
  const domain = host.slice(host.indexOf('.') + 1);
  return { main: domain, sans: [`*.${domain}`] };
}
