import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';

/**
 * Address of the page that shows a desktop's progress and opens it as soon as it runs.
 *
 * @param baseUrl - `app.baseUrl`; where it is absent the address is relative to the portal's pages
 */
export function desktopPage(ref: SessionRef, baseUrl = ''): string {
  const place = [ref.cluster, ref.namespace, ref.name].map(encodeURIComponent);
  return `${baseUrl.replace(/\/+$/, '')}/desktops/open/${place.join('/')}`;
}
