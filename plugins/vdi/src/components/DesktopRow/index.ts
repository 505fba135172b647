export { DesktopRow } from './DesktopRow';
