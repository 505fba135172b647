export { default as theme } from './theme.module.css';
