export { DesktopsPage } from './DesktopsPage';
