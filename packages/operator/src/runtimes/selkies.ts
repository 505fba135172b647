import type { ReservedVariable, RuntimeDefinition } from './definition';
import { relayVariables } from './relayVariables';

/** Nobody has a password: whoever reaches a desktop was let in by what stands in front of it. */
const SIGN_IN: ReservedVariable = { why: 'would ask people to sign in again' };

/** What is printed in the desktop is handed to the browser as a file. */
const NO_PRINTING = { SELKIES_PRINTING_ENABLED: 'false|locked' };

/**
 * Selkies 2.x: everything on one port. Its health path is 200 as soon as its server is up, basic auth or not, so an image has to
 * start it after the X server. A flag goes before a variable: an image that starts it with `--port` or `--mode` does not do what the
 * template says. linuxserver's images build on it and are another runtime: other port, home, user, paths and names of settings,
 * with a flag for the mode. They are `custom`, see `examples/templates/more/linuxserver-webtop.yaml`.
 */
export const selkies: RuntimeDefinition = {
  port: 8080,
  scheme: 'http',
  healthPath: '/api/health',
  homePath: '/home/ubuntu',
  // There since 2.1; its metrics move while somebody is connected and the picture does, which is less.
  activity: { path: '/api/sessions', format: 'json', name: 'sessions' },
  transports: ['websocket', 'webrtc'],
  privatePorts: {},
  // Without a GPU its defaults gave a blurred picture: the estimate of the line, which is wrong on a busy processor, took the
  // bitrate away.
  env: ({ gpu }): Record<string, string> =>
    gpu
      ? {}
      : {
          SELKIES_USE_CPU: 'true',
          SELKIES_FRAMERATE: '30',
          SELKIES_RATE_CONTROL_MODE: 'crf',
          SELKIES_VIDEO_CRF: '23',
          SELKIES_CONGESTION_CONTROL: 'false',
        },
  reserved: ({ port, scheme, transport, turnService }) => ({
    SELKIES_PORT: { value: String(port), why: 'follows spec.runtime.port' },
    SELKIES_UNIX_SOCKET: { why: 'would take the place of spec.runtime.port' },
    SELKIES_ENABLE_HTTPS: {
      value: String(scheme === 'https'),
      why: 'follows spec.runtime.scheme',
    },
    SELKIES_MODE: {
      value: transport === 'webrtc' ? 'webrtc' : 'websockets',
      why: 'follows spec.runtime.transport',
    },
    SELKIES_ENABLE_DUAL_MODE: {
      value: 'false',
      why: 'would let people leave spec.runtime.transport',
    },
    // With basic auth on, which is the default, and no password it refuses to start.
    SELKIES_ENABLE_BASIC_AUTH: { ...SIGN_IN, value: 'false' },
    SELKIES_BASIC_AUTH_USER: SIGN_IN,
    SELKIES_BASIC_AUTH_PASSWORD: SIGN_IN,
    SELKIES_BASIC_AUTH_VIEWONLY_PASSWORD: SIGN_IN,
    SELKIES_MASTER_TOKEN: SIGN_IN,
    CUSTOM_USER: SIGN_IN,
    PASSWORD: SIGN_IN,
    PASSWD: SIGN_IN,
    VIEWONLY_PASSWORD: SIGN_IN,
    ...relayVariables({ transport, turnService }),
  }),
  // The server keeps to all of them, and "locked" keeps the page from changing them.
  policies: {
    clipboard: {
      both: { SELKIES_ENABLE_CLIPBOARD: 'true' },
      in: { SELKIES_ENABLE_CLIPBOARD: 'in' },
      out: { SELKIES_ENABLE_CLIPBOARD: 'out' },
      none: { SELKIES_ENABLE_CLIPBOARD: 'false' },
    },
    files: {
      both: { SELKIES_FILE_TRANSFERS: 'upload,download' },
      upload: { SELKIES_FILE_TRANSFERS: 'upload', ...NO_PRINTING },
      download: { SELKIES_FILE_TRANSFERS: 'download' },
      none: { SELKIES_FILE_TRANSFERS: 'none', ...NO_PRINTING },
    },
    audio: {
      true: { SELKIES_AUDIO_ENABLED: 'true|locked' },
      false: { SELKIES_AUDIO_ENABLED: 'false|locked' },
    },
    view: {
      true: {
        SELKIES_ENABLE_SHARING: 'true|locked',
        SELKIES_ENABLE_SHARED: 'true|locked',
        // A view is none with a keyboard, a mouse or a gamepad.
        SELKIES_ENABLE_COLLAB: 'false|locked',
        SELKIES_ENABLE_PLAYER2: 'false|locked',
        SELKIES_ENABLE_PLAYER3: 'false|locked',
        SELKIES_ENABLE_PLAYER4: 'false|locked',
      },
      false: { SELKIES_ENABLE_SHARING: 'false|locked' },
    },
  },
};
