import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_VDI_SESSION,
  RESOURCE_TYPE_VDI_TEMPLATE,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { Filter, SessionFilter } from './filters';

/** A session as the conditions of a policy see it. Entity refs are in lower case. */
export interface SessionResource {
  /** The users it belongs to; several only where it names an e-mail address alone, which they share. */
  owners: readonly string[];
  /** Name of its template. */
  template: string;
  /** Its shares that have not ended. */
  shares: readonly { ref: string; role: 'view' | 'control' }[];
  /** Who owns the catalog entity that it is for; none where it is for none. */
  entityOwners: readonly string[];
}

/** Sessions in the permission framework. Their refs are `<cluster>/<namespace>/<name>`. */
export const vdiSessionResourceRef = createPermissionResourceRef<
  SessionResource,
  SessionFilter
>().with({ pluginId: 'vdi', resourceType: RESOURCE_TYPE_VDI_SESSION });

/** Templates in the permission framework. Their refs are `<cluster>/<name>`, or their names: the first cluster's that has one is meant. */
export const vdiTemplateResourceRef = createPermissionResourceRef<
  VDITemplate,
  Filter<VDITemplate>
>().with({ pluginId: 'vdi', resourceType: RESOURCE_TYPE_VDI_TEMPLATE });
