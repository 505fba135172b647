import type { StillMs } from './latency';
import { RfbViewer } from './viewers/RfbViewer';
import { SelkiesViewer } from './viewers/SelkiesViewer';
import type { Viewer, ViewerOptions } from './viewers/Viewer';

/** A reference image whose desktops are measured. */
export interface MeasuredImage {
  /** As in `images/`. */
  name: string;
  /** How the name of its template begins on the page. */
  template: RegExp;
  /** Looks at a desktop at its origin. */
  view(origin: string, options?: ViewerOptions): Promise<Viewer>;
  /** How long no frame has come before one is asked for, by a request or by a key, in milliseconds. */
  stillMs: StillMs;
}

/** Where both listen. */
export const PORT = 8080;

/** Both reference images. */
export const IMAGES: MeasuredImage[] = [
  {
    name: 'desktop-novnc',
    template: /^Linux desktop/,
    view: RfbViewer.open,
    stillMs: { picture: 50, key: 50 },
  },
  {
    name: 'desktop-selkies',
    template: /^Desktop with sound/,
    view: SelkiesViewer.open,
    // It hears a viewer beside the first one ask for a picture once a second: they take turns.
    stillMs: { picture: 550, key: 100 },
  },
];
