export { DesktopList } from './DesktopList';
export { DesktopListSkeleton } from './DesktopListSkeleton';
