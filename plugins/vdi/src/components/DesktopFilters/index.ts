export { DesktopFilters } from './DesktopFilters';
