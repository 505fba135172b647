export { TemplatePicture } from './TemplatePicture';
