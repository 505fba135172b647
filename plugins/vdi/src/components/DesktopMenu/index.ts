export { DesktopMenu } from './DesktopMenu';
