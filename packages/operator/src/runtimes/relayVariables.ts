import type { Reserved, Setting } from './definition';

/** Where the ICE servers of a WebRTC desktop are mounted, outside of every folder that a desktop's user may write to. */
export const RTC_CONFIG_PATH = '/etc/vdi/rtc.json';

/** No file, and none that anybody can make: images may bring one, and Selkies' own default is in a folder that everybody may write to. */
const NO_FILE = '/dev/null/rtc.json';

/** No ICE servers: what both Selkies then give to the browser and use themselves. */
export const NO_ICE_SERVERS = JSON.stringify({ iceServers: [] });

/** Never resolves (RFC 6761, 6.4). An address would be some machine's, and of a browser the person's own. */
const NOWHERE = 'relay.invalid';

const WHY = 'decides which relays the desktop and its browsers talk to';

/**
 * Environment by which no Selkies asks a public STUN or TURN server, and one that speaks WebRTC asks the portal for credentials of its
 * relay, where there is one.
 *
 * Read in the sources of v1.6.2 (`__main__.py`, `signalling_web.py`), of 2.1.0 (`settings.py`, `webrtc_ice_config.py`) and in the entry
 * point of nvidia-egl-desktop:
 *
 * - Both default to a public TURN server and to Google's STUN server; 2.1 takes an empty host or secret for "the default".
 * - Whatever is in the environment, both add Google's STUN server (2.1 Cloudflare's too) to the list that the browser gets. Only the
 *   file that `SELKIES_RTC_CONFIG_JSON` names, or a reply of the TURN REST service in the form `iceServers`, is taken as it is; the file
 *   goes before the service, and a service that fails when the desktop starts is followed by the environment.
 * - 1.6.2 asks for the path of the service's address and drops its query; 2.1 adds a query of its own.
 * - 2.1 refuses a file that is a link, as those of mounted Secrets and ConfigMaps are; one that is mounted by `subPath` is none.
 * - The entry point starts a TURN server in the pod, and asks Google's name servers for its address, unless host, port and
 *   either user and password or a secret are set.
 */
export function relayVariables({
  transport,
  turnService,
}: Pick<Setting, 'transport' | 'turnService'>): Reserved {
  const webrtc = transport === 'webrtc';
  const file = turnService ? NO_FILE : RTC_CONFIG_PATH;
  const set = (value: string) => ({ value, why: WHY });
  const unset = { why: WHY };
  return {
    SELKIES_RTC_CONFIG_JSON: webrtc ? set(file) : unset,
    SELKIES_STUN_HOST: set(NOWHERE),
    SELKIES_STUN_PORT: set('3478'),
    SELKIES_TURN_HOST: set(NOWHERE),
    SELKIES_TURN_PORT: set('3478'),
    SELKIES_TURN_USERNAME: set('none'),
    SELKIES_TURN_PASSWORD: set('none'),
    SELKIES_TURN_SHARED_SECRET: set('none'),
    SELKIES_TURN_PROTOCOL: unset,
    SELKIES_TURN_TLS: unset,
    // Empty and not unset: an image may bring its own.
    SELKIES_TURN_REST_URI: set((webrtc && turnService) || ''),
    SELKIES_TURN_REST_API_KEY: unset,
    SELKIES_TURN_REST_USERNAME: unset,
    SELKIES_TURN_REST_USERNAME_AUTH_HEADER: unset,
    SELKIES_TURN_REST_PROTOCOL_HEADER: unset,
    SELKIES_TURN_REST_TLS_HEADER: unset,
    SELKIES_ENABLE_CLOUDFLARE_TURN: set('false'),
    SELKIES_CLOUDFLARE_TURN_TOKEN_ID: unset,
    SELKIES_CLOUDFLARE_TURN_API_TOKEN: unset,
  };
}
