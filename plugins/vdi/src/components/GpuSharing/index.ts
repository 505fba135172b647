export { GpuSharing } from './GpuSharing';
