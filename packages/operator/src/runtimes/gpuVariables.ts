import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Reserved } from './definition';

/** Begins the names of the resources that NVIDIA's device plugin gives. */
const NVIDIA = 'nvidia.com/';

/** What a desktop needs of the driver: CUDA, the screen, OpenGL and Vulkan, `nvidia-smi`, the video encoder. */
const CAPABILITIES = 'compute,display,graphics,utility,video';

const WHY = 'decides which GPUs a desktop sees';

/**
 * The variables by which NVIDIA's container runtime decides what a container sees of the GPUs. An image with `all` in the first would
 * see GPUs that it never asked for; with an NVIDIA GPU the device plugin sets it, and without one it is `void`. Without
 * `graphics` and `video` in the second a desktop draws and encodes on the processor, and says so nowhere. A driver of Dynamic
 * Resource Allocation gives its devices past that runtime (CDI), which is to add none to them: `void` too.
 */
export function gpuVariables({ gpu }: VDITemplate['spec']): Reserved {
  const nvidia = gpu?.resourceName?.startsWith(NVIDIA);
  return {
    NVIDIA_VISIBLE_DEVICES: { value: nvidia ? undefined : 'void', why: WHY },
    NVIDIA_DRIVER_CAPABILITIES: {
      value: nvidia ? CAPABILITIES : undefined,
      why: WHY,
    },
  };
}
