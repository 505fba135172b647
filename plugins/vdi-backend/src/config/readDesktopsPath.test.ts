import { ConfigReader } from '@backstage/config';
import { readDesktopsPath } from './readDesktopsPath';

const read = (extensions?: unknown) =>
  readDesktopsPath(new ConfigReader({ app: { extensions } } as never));

it.each([
  [undefined, '/desktops'],
  [['page:vdi', { 'app/routes': { config: {} } }], '/desktops'],
  [[{ 'page:vdi': true }], '/desktops'],
  [[{ 'page:vdi': { disabled: false } }], '/desktops'],
  [
    ['page:home', { 'page:vdi': { config: { path: '/workstations' } } }],
    '/workstations',
  ],
])('is in %j: %s', (extensions, path) => {
  expect(read(extensions)).toBe(path);
});
