/**
 * The cookie that keeps a browser with one of several backends. The prefix binds it to the one host, so that no neighbour can set it;
 * `lax` has it sent when somebody comes from the portal.
 *
 * @see https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/service/#sticky-sessions
 */
export const STICKY_COOKIE = {
  name: '__Host-vdi-server',
  secure: true,
  httpOnly: true,
  sameSite: 'lax',
} as const;
