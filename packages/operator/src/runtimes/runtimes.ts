import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { custom } from './custom';
import type { RuntimeDefinition, RuntimeType } from './definition';
import { kasmvnc } from './kasmvnc';
import { novnc } from './novnc';
import { selkies } from './selkies';
import { selkiesGstreamer } from './selkiesGstreamer';

/** What is known of each type of runtime. `docs/templates.md` shows it to administrators. */
export const RUNTIMES: Record<RuntimeType, RuntimeDefinition> = {
  selkies,
  'selkies-gstreamer': selkiesGstreamer,
  kasmvnc,
  novnc,
  custom,
};

/** The type of a template's runtime. The default is that of the CRD. */
export function runtimeType({ spec }: VDITemplate): RuntimeType {
  return spec.runtime?.type ?? 'selkies';
}
