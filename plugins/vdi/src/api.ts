import { createApiRef } from '@backstage/frontend-plugin-api';
import type { VdiApi } from '@backstage-vdi/plugin-vdi-common';

/** The session API. Replace it to give the page desktops from elsewhere, as tests do. */
export const vdiApiRef = createApiRef<VdiApi>().with({
  id: 'plugin.vdi.sessions',
  pluginId: 'vdi',
});
