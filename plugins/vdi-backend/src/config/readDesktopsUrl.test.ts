import { ConfigReader } from '@backstage/config';
import { readDesktopsUrl } from './readDesktopsUrl';

it.each([
  [
    { baseUrl: 'https://portal.example.com' },
    'https://portal.example.com/desktops',
  ],
  [
    { baseUrl: 'https://example.com/portal/' },
    'https://example.com/portal/desktops',
  ],
  [
    {
      baseUrl: 'http://localhost:3000',
      extensions: [{ 'page:vdi': { config: { path: '/workplaces' } } }],
    },
    'http://localhost:3000/workplaces',
  ],
  [{}, '/desktops'],
])('of an app with %j is %s', (app, url) => {
  expect(readDesktopsUrl(new ConfigReader({ app }))).toBe(url);
});
