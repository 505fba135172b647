import type {
  BasicPermission,
  PermissionAttributes,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** Resource type of a desktop in the permission framework. */
export const RESOURCE_TYPE_VDI_SESSION = 'vdi-session';

/** Resource type of a kind of desktop in the permission framework. */
export const RESOURCE_TYPE_VDI_TEMPLATE = 'vdi-template';

// As `createPermission` makes them. Its package brings an HTTP client and zod, which the operator, a user of this one, has no use for.

function basic(
  name: string,
  action?: PermissionAttributes['action'],
): BasicPermission {
  return { type: 'basic', name, attributes: action ? { action } : {} };
}

function onResource<T extends string>(
  resourceType: T,
  name: string,
  action?: PermissionAttributes['action'],
): ResourcePermission<T> {
  const attributes = action ? { action } : {};
  return { type: 'resource', name, attributes, resourceType };
}

/** To request a desktop. Of which templates, `vdi.template.read` says. */
export const vdiSessionCreatePermission = basic('vdi.session.create', 'create');

/** To see a desktop: its state, and what happened to it. What one may not read does not exist for one. */
export const vdiSessionReadPermission = onResource(
  RESOURCE_TYPE_VDI_SESSION,
  'vdi.session.read',
  'read',
);

/** To start, stop, restart, extend and change a desktop, and to read its log, which may tell what its owner does in it. */
export const vdiSessionUpdatePermission = onResource(
  RESOURCE_TYPE_VDI_SESSION,
  'vdi.session.update',
  'update',
);

/** To delete a desktop. */
export const vdiSessionDeletePermission = onResource(
  RESOURCE_TYPE_VDI_SESSION,
  'vdi.session.delete',
  'delete',
);

/** To open a desktop: its screen, keyboard and files. */
export const vdiSessionConnectPermission = onResource(
  RESOURCE_TYPE_VDI_SESSION,
  'vdi.session.connect',
);

/**
 * To let others see or use a desktop. Its action is that of changes and not that of connecting: policies that go by actions would else
 * let those share a desktop whom it is only shared with.
 */
export const vdiSessionSharePermission = onResource(
  RESOURCE_TYPE_VDI_SESSION,
  'vdi.session.share',
  'update',
);

/**
 * To look after everybody's desktops: read, change and delete them, and request them for others. It opens no desktop of another
 * person. It has to be allowed on purpose: see {@link vdiUnnamedPermission}.
 */
export const vdiSessionAdminPermission = basic('vdi.session.admin');

/** To see a kind of desktop, and to request desktops of it. */
export const vdiTemplateReadPermission = onResource(
  RESOURCE_TYPE_VDI_TEMPLATE,
  'vdi.template.read',
  'read',
);

/**
 * What a policy answers here it answers to whatever it does not name: it is asked beside `vdi.session.admin`, which counts only
 * where this is not allowed as well. A policy that allows everything therefore makes nobody an administrator of desktops. It
 * protects nothing and is not registered, so that nobody is asked to allow it.
 */
export const vdiUnnamedPermission = basic('vdi.unnamed');

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
