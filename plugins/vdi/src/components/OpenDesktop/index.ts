export { OpenDesktop } from './OpenDesktop';
