export { NoDesktops } from './NoDesktops';
