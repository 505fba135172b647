/**
 * Labels that no desktop gets: what people and programs take for something else below a domain. A hashed label is never one of them;
 * `docs/operator.md` has the list too.
 */
export const RESERVED_LABELS: readonly string[] = [
  'admin',
  'api',
  'auth',
  'autoconfig',
  'autodiscover',
  'backstage',
  'gate',
  'id',
  'isatap',
  'localhost',
  'login',
  'mail',
  'oauth',
  'portal',
  'root',
  'sso',
  'stun',
  'traefik',
  'turn',
  'wpad',
  'www',
];

/**
 * Whether a host name is kept from desktops.
 *
 * @param more - labels that the administrator reserves beside those that always are
 */
export function isReserved(
  host: string,
  more: readonly string[] = [],
): boolean {
  const label = host.slice(0, host.indexOf('.'));
  return RESERVED_LABELS.includes(label) || more.includes(label);
}
