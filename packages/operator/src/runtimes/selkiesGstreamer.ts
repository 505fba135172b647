import type { ReservedVariable, RuntimeDefinition } from './definition';
import { relayVariables } from './relayVariables';

const SIGN_IN: ReservedVariable = { why: 'would ask people to sign in again' };
const INNER: ReservedVariable = { why: 'is a port inside of the image' };
const NO_FILES = 'Selkies 1.6 has no file transfer: say none.';

/**
 * Selkies 1.6.2, the last with GStreamer, as in nvidia-egl-desktop: nginx in front of Selkies. Its health path is 200 as soon as
 * Selkies' own web server is up, which that image starts after the X server, and 401 under basic auth, which is therefore off.
 * It speaks WebRTC only, to one browser at a time.
 */
export const selkiesGstreamer: RuntimeDefinition = {
  port: 8080,
  scheme: 'http',
  healthPath: '/health',
  homePath: '/home/ubuntu',
  // The browser reports its frame rate every 5 s; the gauge beside the histogram keeps its last value when the browser is gone.
  activity: { path: '/metrics', format: 'counter', name: 'fps_hist_count' },
  transports: ['webrtc'],
  privatePorts: {
    8081: 'Selkies itself, behind nginx',
    9081: "Selkies' metrics",
  },
  notStrict:
    'The image writes to its root file system when it starts, which the profile strict does not let it: say baseline.',
  // The image's own encoder needs an NVIDIA GPU.
  env: ({ gpu }): Record<string, string> =>
    gpu ? {} : { SELKIES_ENCODER: 'x264enc' },
  reserved: ({ port, scheme, transport, turnService }) => ({
    NGINX_PORT: { value: String(port), why: 'follows spec.runtime.port' },
    SELKIES_PORT: INNER,
    SELKIES_METRICS_HTTP_PORT: INNER,
    SELKIES_ENABLE_HTTPS: {
      value: String(scheme === 'https'),
      why: 'follows spec.runtime.scheme',
    },
    SELKIES_ENABLE_BASIC_AUTH: { ...SIGN_IN, value: 'false' },
    SELKIES_BASIC_AUTH_USER: SIGN_IN,
    SELKIES_BASIC_AUTH_PASSWORD: SIGN_IN,
    KASMVNC_ENABLE: {
      value: 'false',
      why: 'would put another runtime in its place',
    },
    ...relayVariables({ transport, turnService }),
  }),
  policies: {
    clipboard: {
      both: { SELKIES_ENABLE_CLIPBOARD: 'true' },
      in: { SELKIES_ENABLE_CLIPBOARD: 'in' },
      out: { SELKIES_ENABLE_CLIPBOARD: 'out' },
      none: { SELKIES_ENABLE_CLIPBOARD: 'false' },
    },
    files: { both: NO_FILES, upload: NO_FILES, download: NO_FILES, none: {} },
    audio: {
      true: {},
      false: 'Selkies 1.6 cannot be told to keep its sound: say true.',
    },
    view: {
      true: 'Selkies 1.6 serves one browser at a time: say false.',
      false: {},
    },
  },
};
