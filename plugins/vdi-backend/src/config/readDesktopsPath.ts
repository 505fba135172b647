import type { Config } from '@backstage/config';

/** Where the frontend plugin puts its page. */
const DEFAULT_PATH = '/desktops';

const PAGE = 'page:vdi';

/** An extension of the app, by its name alone or with what is said of it. */
type Extension = string | { [PAGE]?: boolean | { config?: { path?: string } } };

/** Path of the Desktops page in the portal: the app's own configuration may have given it another (`app.extensions`). */
export function readDesktopsPath(root: Config): string {
  const extensions = root.getOptional<Extension[]>('app.extensions') ?? [];
  for (const extension of extensions) {
    const page = typeof extension === 'object' && extension[PAGE];
    const path = typeof page === 'object' && page.config?.path;
    if (path) return path;
  }
  return DEFAULT_PATH;
}
