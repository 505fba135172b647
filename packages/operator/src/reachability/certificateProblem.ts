import type { X509Certificate } from 'node:crypto';

/** The subject of what Traefik makes by itself where it has nothing else to show. */
const TRAEFIKS_OWN = /^CN=TRAEFIK DEFAULT CERT$/m;

/**
 * Why a browser would not take a certificate for a host, as a sentence without its full stop; `undefined` where it would. Who issued it
 * is not judged: companies have authorities of their own, which their browsers know and the operator does not.
 *
 * @param now - milliseconds since 1970
 */
export function certificateProblem(
  certificate: X509Certificate,
  host: string,
  now: number,
): string | undefined {
  if (TRAEFIKS_OWN.test(certificate.subject)) return noCertificate(host);
  // As browsers: a name that is only in the subject does not count.
  if (!certificate.checkHost(host, { subject: 'never' })) {
    return `The certificate for ${host} is made out to others (${certificate.subjectAltName ?? 'nobody'})`;
  }
  const from = Date.parse(certificate.validFrom);
  const to = Date.parse(certificate.validTo);
  if (now < from) {
    return `The certificate for ${host} is valid from ${dayOf(from)} on only`;
  }
  if (now > to) return `The certificate for ${host} expired on ${dayOf(to)}`;
  return undefined;
}

/** That Traefik has nothing to show for a host. */
export function noCertificate(host: string): string {
  return `Traefik has no certificate for ${host}`;
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
