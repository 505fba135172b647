import type { RuntimeDefinition } from './definition';

const UNKNOWN =
  'What makes this switch real in an image of type custom is not known: set it in spec.env, as the image wants it, and leave it out here.';

/** An image of which only the template knows. What it does not say is guessed. */
export const custom: RuntimeDefinition = {
  scheme: 'http',
  healthPath: '/',
  homePath: '/home/user',
  transports: [],
  privatePorts: {},
  env: () => ({}),
  reserved: () => ({}),
  policies: {
    clipboard: { both: UNKNOWN, in: UNKNOWN, out: UNKNOWN, none: UNKNOWN },
    files: { both: UNKNOWN, upload: UNKNOWN, download: UNKNOWN, none: UNKNOWN },
    audio: { true: UNKNOWN, false: UNKNOWN },
    view: { true: UNKNOWN, false: UNKNOWN },
  },
};
