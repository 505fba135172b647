import https from 'node:https';
import {
  createSecureContext,
  rootCertificates,
  type TLSSocket,
} from 'node:tls';
import { certificateProblem, noCertificate } from './certificateProblem';
import type { RouteAnswer, RouteReach } from './routeReach';

/** From the first packet to the head of the answer. Kubernetes' own probes of a desktop have as long. */
const TIMEOUT_MS = 2_000;

const SILENCE: RouteAnswer = { kind: 'silence' };

/**
 * The way through Traefik at an address that need not be the one of browsers: each host is asked for by SNI and `Host`.
 *
 * @param options.ca - PEM. Then who issued a certificate has to be this, or known to everybody; without it anybody may have.
 * @param options.now - milliseconds since 1970. Default `Date.now`
 */
export function createRouteReach(
  url: string,
  { ca, now = Date.now }: { ca?: string; now?: () => number } = {},
): RouteReach {
  const { origin, hostname, port } = new URL(url);
  const agent = new https.Agent({
    // Made once: the well-known authorities take longer to read than a desktop takes to answer.
    secureContext: createSecureContext({ ca: ca && [...rootCertificates, ca] }),
    // Judged below, so that somebody can be told what is wrong with it.
    rejectUnauthorized: false,
    // New connections, as a browser's first: one that is kept or resumed shows the certificate of yesterday.
    keepAlive: false,
    maxCachedSessions: 0,
  });
  return {
    address: origin,
    ask: ({ host, path }, { clock, signal }) =>
      new Promise<RouteAnswer>(resolve => {
        let connected = false;
        let answer: RouteAnswer | undefined;
        const request = https.request({
          host: hostname.replace(/^\[|\]$/g, ''),
          port: port || 443,
          path,
          servername: host,
          headers: { host, 'user-agent': 'vdi-operator' },
          agent,
          signal,
        });
        const end = (found: RouteAnswer) => {
          answer ??= found;
          request.destroy();
        };
        const cancel = clock.after(TIMEOUT_MS, () =>
          end(
            connected ? SILENCE : { kind: 'unreachable', problem: 'timeout' },
          ),
        );
        request.on('socket', socket =>
          socket.once('secureConnect', () => {
            connected = true;
            const strict = ca !== undefined;
            const problem = judge(socket as TLSSocket, host, now(), strict);
            if (problem) end({ kind: 'certificate', problem });
          }),
        );
        request.on('response', ({ statusCode = 0 }) =>
          end({ kind: 'status', status: statusCode }),
        );
        request.on('error', error => {
          answer ??= connected ? SILENCE : describe(error, host);
        });
        // Last of all, whatever happened.
        request.on('close', () => {
          cancel();
          resolve(answer ?? SILENCE);
        });
        request.end();
        // A path that cannot be sent is thrown at once.
      }).catch(error => describe(error, host)),
  };
}

function judge(
  socket: TLSSocket,
  host: string,
  now: number,
  strict: boolean,
): string | undefined {
  const certificate = socket.getPeerX509Certificate();
  if (!certificate) return noCertificate(host);
  const problem = certificateProblem(certificate, host, now);
  // Where name and time are good, what is left is who issued it.
  if (problem || !strict || socket.authorized) return problem;
  return `The certificate for ${host} is issued by nobody that is trusted (${socket.authorizationError})`;
}

/** Traefik with strict SNI ends the handshake where it has no certificate for a name. */
function describe(error: NodeJS.ErrnoException, host: string): RouteAnswer {
  const { code = 'error', message } = error;
  // Node has no code of its own for it.
  return /unrecognized name/i.test(message)
    ? { kind: 'certificate', problem: noCertificate(host) }
    : { kind: 'unreachable', problem: code };
}
