export { RequestDesktop } from './RequestDesktop';
