/**
 * Desktops in Backstage: the page on which people request, open and delete their desktops.
 *
 * @packageDocumentation
 */
export { vdiPlugin as default } from './plugin';
export { vdiApiRef } from './api';
export {
  openDesktopRouteRef,
  requestDesktopRouteRef,
  rootRouteRef,
} from './routes';
export { vdiTranslationRef } from './translation';
