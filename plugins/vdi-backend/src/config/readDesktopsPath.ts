import type { Config } from '@backstage/config';

/** Where the frontend plugin puts its page. */
const DEFAULT_PATH = '/desktops';

const PAGE = 'page:vdi';

/** Path of the Desktops page in the portal: the app's own configuration may have given it another (`app.extensions`). */
export function readDesktopsPath(root: Config): string {
  const extensions = root.getOptional('app.extensions');
  if (!Array.isArray(extensions)) return DEFAULT_PATH;
  for (const extension of extensions) {
    const path = extension?.[PAGE]?.config?.path;
    if (typeof path === 'string') return path;
  }
  return DEFAULT_PATH;
}
