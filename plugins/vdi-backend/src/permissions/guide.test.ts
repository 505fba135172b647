import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  isResourcePermission,
  type Permission,
} from '@backstage/plugin-permission-common';
import { vdiPermissions } from '@backstage-vdi/plugin-vdi-common';
import { sessionRules } from './sessionRules';
import { templateRules } from './templateRules';

const guide = readFileSync(
  path.resolve(__dirname, '../../../../docs/permissions.md'),
  'utf8',
);
/** The first cells of each row of a table, without their marks. */
const rows = guide
  .split('\n')
  .filter(line => line.startsWith('|'))
  .map(line => line.split('|').map(cell => cell.trim().replace(/`/g, '')));

const kindOf = (permission: Permission) =>
  isResourcePermission(permission) ? permission.resourceType : 'basic';

describe('docs/permissions.md', () => {
  it('has the example policy as it is tested', () => {
    const source = readFileSync(require.resolve('./examplePolicy'), 'utf8');
    const asImported = source.replace(
      './conditions',
      '@backstage-vdi/plugin-vdi-backend',
    );
    expect(guide).toContain(asImported);
  });

  it.each([
    ...vdiPermissions.map(it => [it.name, kindOf(it)]),
    ...Object.values(sessionRules).map(it => [it.name, it.resourceType]),
    ...Object.values(templateRules).map(it => [it.name, it.resourceType]),
  ])('says what %s is for, on %s', (name, kind) => {
    const row = rows.find(([, first]) => first === name);
    expect(row?.[2]).toBe(kind);
  });
});
