export { ClusterNotice } from './ClusterNotice';
export { StaleNotice } from './StaleNotice';
