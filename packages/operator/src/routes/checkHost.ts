/** A host name that may not be put into a route. */
export class HostNameError extends Error {
  readonly name = 'HostNameError';
  readonly code = 'VDI_HOST_NAME';
}

/** RFC 1123. What matches cannot end the rule it is put into. */
const HOST =
  /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)+$/;

/**
 * The host, as it came. A rule of Traefik is a text with back-ticks: any other text could add rules to it.
 *
 * @throws HostNameError when it is not a DNS name
 */
export function checkHost(host: string): string {
  if (host.length > 253 || !HOST.test(host)) {
    throw new HostNameError(`"${host}" is not a host name`);
  }
  return host;
}
