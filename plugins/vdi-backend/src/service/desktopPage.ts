import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';

/**
 * Address of the page that shows a desktop's progress and opens it as soon as it runs.
 *
 * @param desktopsUrl - that of the Desktops page
 */
export function desktopPage(ref: SessionRef, desktopsUrl: string): string {
  const place = [ref.cluster, ref.namespace, ref.name].map(encodeURIComponent);
  return `${desktopsUrl}/open/${place.join('/')}`;
}
