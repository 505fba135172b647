import type { Phase } from '@backstage-vdi/plugin-vdi-common';

/** All phases, as schemas list them. */
export const PHASES = [
  'Pending',
  'Creating',
  'Running',
  'Stopped',
  'Terminating',
  'Failed',
] as const satisfies readonly Phase[];
