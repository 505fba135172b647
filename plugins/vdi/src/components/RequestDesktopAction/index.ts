export { RequestDesktopAction } from './RequestDesktopAction';
