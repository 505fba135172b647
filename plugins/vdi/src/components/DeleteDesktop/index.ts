export { DeleteDesktop } from './DeleteDesktop';
