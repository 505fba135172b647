import type { TemplateView } from '@backstage-vdi/plugin-vdi-common';

/** Every kind of sharing, a CPU desktop, a deprecated one. */
export const templates: TemplateView[] = [
  {
    name: 'blender',
    displayName: 'Blender',
    description: '3D scenes and rendering, 4.2 LTS',
    tags: ['3d'],
    gpu: { resourceName: 'nvidia.com/gpu', sharing: 'none', note: '1 × L4' },
    resources: { gpu: 1, cpu: '8', memory: '24Gi' },
    timeout: '8h',
    docsUrl: 'https://docs.blender.org',
  },
  {
    name: 'cuda-dev',
    displayName: 'CUDA dev',
    description: 'Compiler, profiler, notebooks',
    tags: ['cuda'],
    gpu: {
      resourceName: 'nvidia.com/gpu.shared',
      sharing: 'time',
      note: '¼ of an L4',
    },
    resources: { gpu: 1, cpu: '4', memory: '8Gi' },
    timeout: '8h',
  },
  {
    name: 'kicad',
    displayName: 'KiCad',
    description: 'Boards and 3D parts, KiCad 9',
    tags: ['eda'],
    gpu: { resourceName: 'nvidia.com/gpu', sharing: 'none', note: '1 × L4' },
    resources: { gpu: 1, cpu: '4', memory: '16Gi' },
    timeout: '8h',
  },
  {
    name: 'ubuntu-desktop',
    displayName: 'Ubuntu desktop',
    description: 'Plain desktop, 24.04',
    tags: [],
    gpu: {
      resourceName: 'nvidia.com/mig-1g.5gb',
      sharing: 'slice',
      note: '⅐ of an A100',
    },
    resources: { gpu: 1, cpu: '2', memory: '8Gi' },
    timeout: '8h',
  },
  {
    name: 'browser',
    displayName: 'Browser',
    description: 'One browser, nothing kept',
    tags: [],
    resources: { cpu: '2', memory: '4Gi' },
    timeout: '90m',
  },
  {
    name: 'ubuntu-desktop-22',
    displayName: 'Ubuntu desktop 22.04',
    description: 'The previous plain desktop',
    tags: [],
    gpu: {
      resourceName: 'nvidia.com/gpu.shared',
      sharing: 'time',
      note: '¼ of an L4',
    },
    resources: { gpu: 1, cpu: '2', memory: '8Gi' },
    timeout: '8h',
    deprecated: {
      message: 'No new ones after 31 January.',
      replacement: 'ubuntu-desktop',
    },
  },
];
