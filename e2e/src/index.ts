/**
 * Browser tests on the whole, and what they need to be there.
 *
 * @packageDocumentation
 */
export { installChromium } from './chromium';
