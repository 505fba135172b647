export { DesktopDetails } from './DesktopDetails';
