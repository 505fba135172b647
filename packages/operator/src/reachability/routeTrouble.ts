import type { RouteAnswer } from './routeReach';

/** What is between people and a desktop that runs, as the condition `Routed` tells it. */
export interface RouteTrouble {
  reason:
    | 'TraefikUnreachable'
    | 'CertificateInvalid'
    | 'AddressUnknown'
    | 'DesktopUnreachable'
    | 'UnexpectedAnswer';
  /** Sentences for the owner, the last of them for the administrator that they ask. */
  message: string;
}

const DESKTOP_UNREACHABLE: RouteTrouble = {
  reason: 'DesktopUnreachable',
  message:
    'The desktop runs, but Traefik does not reach it. An administrator has to see whether the network lets Traefik through to desktops.',
};

/**
 * What an answer says is in the way; `undefined` where the desktop answers, or a gate in front of it does (401, 403, a redirect): then
 * the route leads there. Pure.
 *
 * @param address - where Traefik was asked
 */
export function troubleOf(
  answer: RouteAnswer,
  address: string,
): RouteTrouble | undefined {
  switch (answer.kind) {
    case 'unreachable':
      return {
        reason: 'TraefikUnreachable',
        message: `The desktop runs, but Traefik does not answer at ${address} (${answer.problem}). An administrator has to look after it.`,
      };
    case 'certificate':
      return {
        reason: 'CertificateInvalid',
        message: `${answer.problem}, so browsers would warn of the desktop. An administrator has to give Traefik a certificate for it.`,
      };
    case 'silence':
      return DESKTOP_UNREACHABLE;
    default:
      return troubleOfStatus(answer.status);
  }
}

function troubleOfStatus(status: number): RouteTrouble | undefined {
  if (status >= 200 && status < 400) return undefined;
  if (status === 401 || status === 403) return undefined;
  // What a desktop itself answers is no error: its pod would not be ready.
  if (status >= 500) return DESKTOP_UNREACHABLE;
  return status === 404
    ? {
        reason: 'AddressUnknown',
        message:
          'The desktop runs, but Traefik does not know its address yet. An administrator finds the reason in the log of Traefik.',
      }
    : {
        reason: 'UnexpectedAnswer',
        message: `The desktop runs, but its address answers ${status}. An administrator has to see what is in front of it.`,
      };
}
