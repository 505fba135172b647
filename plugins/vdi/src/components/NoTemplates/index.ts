export { NoTemplates } from './NoTemplates';
