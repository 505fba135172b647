export { UseSummary } from './UseSummary';
