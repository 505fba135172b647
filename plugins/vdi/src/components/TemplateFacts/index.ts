export { TemplateFacts } from './TemplateFacts';
