import type { RuntimeDefinition } from './definition';

const NO_FILES = 'noVNC has no file transfer: say none.';

/**
 * TigerVNC behind noVNC, as in this project's `images/desktop-novnc`. Its health path is 200 only while the VNC server greets,
 * so that it speaks for the X server too.
 */
export const novnc: RuntimeDefinition = {
  port: 8080,
  scheme: 'http',
  healthPath: '/healthz',
  homePath: '/home/user',
  activity: { path: '/activity', format: 'json', name: 'connections' },
  transports: ['websocket'],
  privatePorts: {},
  env: () => ({}),
  // The port is told by VDI_PORT, which every desktop has.
  reserved: () => ({}),
  policies: {
    // The VNC server keeps to it, whatever page asks.
    clipboard: {
      both: { VDI_CLIPBOARD: 'both' },
      in: { VDI_CLIPBOARD: 'in' },
      out: { VDI_CLIPBOARD: 'out' },
      none: { VDI_CLIPBOARD: 'none' },
    },
    files: { both: NO_FILES, upload: NO_FILES, download: NO_FILES, none: {} },
    audio: { true: 'noVNC carries no sound: say false.', false: {} },
    view: {
      true: 'Whoever noVNC lets in has keyboard and mouse: say false.',
      false: {},
    },
  },
};
