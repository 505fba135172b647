/**
 * Browser tests on the whole, and what they need to be there: a browser, the portal, people who click, and looks at pixels.
 *
 * @packageDocumentation
 */
export { installChromium, launchChromium } from './chromium';
export { requestDesktop, signIn } from './people';
export { shareOfColour } from './pixels';
export { startPortal } from './startedPortal';
export type { StartedPortal } from './startedPortal';
export { TERMINAL } from './terminal';
