import { createPermission } from '@backstage/plugin-permission-common';

/** Resource type of a desktop in the permission framework. */
export const RESOURCE_TYPE_VDI_SESSION = 'vdi-session';

/** Resource type of a kind of desktop in the permission framework. */
export const RESOURCE_TYPE_VDI_TEMPLATE = 'vdi-template';

/** To request a desktop. Of which templates, `vdi.template.read` says. */
export const vdiSessionCreatePermission = createPermission({
  name: 'vdi.session.create',
  attributes: { action: 'create' },
});

/** To see a desktop: its state, its events and its log. What one may not read does not exist for one. */
export const vdiSessionReadPermission = createPermission({
  name: 'vdi.session.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VDI_SESSION,
});

/** To start, stop, restart, extend and change a desktop. */
export const vdiSessionUpdatePermission = createPermission({
  name: 'vdi.session.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_VDI_SESSION,
});

/** To delete a desktop. */
export const vdiSessionDeletePermission = createPermission({
  name: 'vdi.session.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_VDI_SESSION,
});

/** To open a desktop: its screen, keyboard and files. */
export const vdiSessionConnectPermission = createPermission({
  name: 'vdi.session.connect',
  attributes: {},
  resourceType: RESOURCE_TYPE_VDI_SESSION,
});

/**
 * To let others see or use a desktop. Its action is that of changes and not that of connecting: policies that go by actions would else
 * let those share a desktop whom it is only shared with.
 */
export const vdiSessionSharePermission = createPermission({
  name: 'vdi.session.share',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_VDI_SESSION,
});

/**
 * To look after everybody's desktops: read, change and delete them, and request them for others. It opens no desktop of another
 * person. It has to be allowed on purpose: see {@link vdiUnnamedPermission}.
 */
export const vdiSessionAdminPermission = createPermission({
  name: 'vdi.session.admin',
  attributes: {},
});

/** To see a kind of desktop, and to request desktops of it. */
export const vdiTemplateReadPermission = createPermission({
  name: 'vdi.template.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_VDI_TEMPLATE,
});

/**
 * What a policy answers here it answers to whatever it does not name: it is asked beside `vdi.session.admin`, which counts only
 * where this is not allowed as well. A policy that allows everything therefore makes nobody an administrator of desktops. It
 * protects nothing and is not registered, so that nobody is asked to allow it.
 */
export const vdiUnnamedPermission = createPermission({
  name: 'vdi.unnamed',
  attributes: {},
});

/** What the permission framework knows a desktop by, as for `usePermission`. */
export function sessionResourceRef(session: {
  cluster: string;
  namespace: string;
  name: string;
}): string {
  return `${session.cluster}/${session.namespace}/${session.name}`;
}

/** All permissions that a policy decides on. */
export const vdiPermissions = [
  vdiSessionCreatePermission,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  vdiSessionDeletePermission,
  vdiSessionConnectPermission,
  vdiSessionSharePermission,
  vdiSessionAdminPermission,
  vdiTemplateReadPermission,
];
