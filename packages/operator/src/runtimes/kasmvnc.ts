import type { ReservedVariable, RuntimeDefinition } from './definition';

const SIGN_IN: ReservedVariable = { why: 'would ask people to sign in again' };
const NO_ROUTE = 'comes over a port of its own, which no route leads to';

/** Beside the desktop, on ports of their own, with a password that everybody knows. */
const SERVICE: ReservedVariable = {
  value: '0',
  why: 'starts a service that no route leads to',
};

const cutText = (send: 0 | 1, accept: 0 | 1) => ({
  KASM_SVC_SEND_CUT_TEXT: `-SendCutText ${send}`,
  KASM_SVC_ACCEPT_CUT_TEXT: `-AcceptCutText ${accept}`,
});

/**
 * KasmVNC in Kasm's images. The X server itself serves the page, so that an answer speaks for both; TLS only, with a certificate of
 * its own making. Basic auth would answer a probe with 401. Who is connected it tells to its owner alone, by credentials that
 * nobody but the desktop should have.
 */
export const kasmvnc: RuntimeDefinition = {
  port: 6901,
  scheme: 'https',
  healthPath: '/',
  homePath: '/home/kasm-user',
  transports: ['websocket'],
  privatePorts: {
    4901: 'sound',
    4902: 'uploads',
    4903: 'the microphone',
    4904: 'gamepads',
    4905: 'the webcam',
    5901: 'VNC without the web',
  },
  notStrict:
    'The image writes to its root file system when it starts, which the profile strict does not let it: say baseline.',
  env: () => ({}),
  reserved: ({ port }) => ({
    NO_VNC_PORT: { value: String(port), why: 'follows spec.runtime.port' },
    // The image's own options, without which it would look worse, and the last.
    VNCOPTIONS: {
      ...SIGN_IN,
      value:
        '-PreferBandwidth -DynamicQualityMin=4 -DynamicQualityMax=7 -DLP_ClipDelay=0 -disableBasicAuth',
    },
    VNC_PW: SIGN_IN,
    VNC_VIEW_ONLY_PW: SIGN_IN,
    KASM_SVC_AUDIO: SERVICE,
    KASM_SVC_AUDIO_INPUT: SERVICE,
    KASM_SVC_UPLOADS: SERVICE,
    KASM_SVC_GAMEPAD: SERVICE,
    KASM_SVC_WEBCAM: SERVICE,
  }),
  policies: {
    clipboard: {
      both: cutText(1, 1),
      in: cutText(0, 1),
      out: cutText(1, 0),
      none: cutText(0, 0),
    },
    files: {
      both: `An upload ${NO_ROUTE}: say download.`,
      upload: `An upload ${NO_ROUTE}: say download.`,
      download: {},
      none: 'KasmVNC shows the folder Downloads to whoever is let in and cannot be told not to: say download.',
    },
    audio: { true: `Sound ${NO_ROUTE}: say false.`, false: {} },
    view: {
      true: 'Only a second password would make a view of it, and nobody has one: say false.',
      false: {},
    },
  },
};
