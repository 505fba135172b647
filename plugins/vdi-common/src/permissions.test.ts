import { createPermission } from '@backstage/plugin-permission-common';
import { vdiPermissions, vdiUnnamedPermission } from './permissions';

it.each([...vdiPermissions, vdiUnnamedPermission])(
  '$name is as the framework makes it',
  permission => {
    expect(permission).toEqual(createPermission(permission));
  },
);
