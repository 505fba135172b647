import type { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import {
  RESOURCE_TYPE_VDI_SESSION,
  RESOURCE_TYPE_VDI_TEMPLATE,
  vdiPermissions,
} from '@backstage-vdi/plugin-vdi-common';
import { vdiSessionResourceRef, vdiTemplateResourceRef } from './resources';
import type { ResourceSource } from './resourceSource';
import { sessionRules } from './sessionRules';
import { templateRules } from './templateRules';

/** Makes the permissions and the rules known to the framework, to policies and to the pages on which policies are written. */
export function registerPermissions(
  registry: PermissionsRegistryService,
  { sessions, templates }: ResourceSource,
): void {
  const of = (type: string) =>
    vdiPermissions.filter(it => isResourcePermission(it, type));
  registry.addResourceType({
    resourceRef: vdiSessionResourceRef,
    permissions: of(RESOURCE_TYPE_VDI_SESSION),
    rules: Object.values(sessionRules),
    getResources: sessions,
  });
  registry.addResourceType({
    resourceRef: vdiTemplateResourceRef,
    permissions: of(RESOURCE_TYPE_VDI_TEMPLATE),
    rules: Object.values(templateRules),
    getResources: templates,
  });
  registry.addPermissions(
    vdiPermissions.filter(it => !isResourcePermission(it)),
  );
}
