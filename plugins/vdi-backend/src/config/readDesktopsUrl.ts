import type { Config } from '@backstage/config';
import { readDesktopsPath } from './readDesktopsPath';

/** Address of the Desktops page; relative to the portal's pages where `app.baseUrl` does not say where these are. */
export function readDesktopsUrl(root: Config): string {
  const baseUrl = root.getOptionalString('app.baseUrl') ?? '';
  return `${baseUrl.replace(/\/+$/, '')}${readDesktopsPath(root)}`;
}
