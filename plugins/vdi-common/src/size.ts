import type { VDISession } from './generated/VDISession';
import type { VDITemplate } from './generated/VDITemplate';

/** What a desktop gets where neither its session nor its template says: enough for a browser and an editor. */
export const SIZE_DEFAULTS = {
  gpu: 1,
  memory: '4Gi',
  homeSize: '10Gi',
} as const;

/** Size of a desktop: quantities as Kubernetes writes them. */
export interface DesktopSize {
  /** Absent on a CPU desktop: one whose template does not say what a GPU is called. */
  gpu?: number;
  /** Absent where it takes what is free. */
  cpu?: number | string;
  memory: number | string;
}

/** What a desktop gets: what its session says, else its template, else the defaults. */
export function sizeOf(
  { spec }: Pick<VDISession, 'spec'>,
  template: VDITemplate | undefined,
): DesktopSize {
  const usual = template?.spec.resources?.default;
  const said = spec.resources;
  return {
    gpu: template?.spec.gpu && (said?.gpu ?? usual?.gpu ?? SIZE_DEFAULTS.gpu),
    cpu: said?.cpu ?? usual?.cpu,
    memory: said?.memory ?? usual?.memory ?? SIZE_DEFAULTS.memory,
  };
}
