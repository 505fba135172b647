import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/** The version of a session, as HTTP writes it. */
export function etagOf({ metadata }: Pick<VDISession, 'metadata'>): string {
  return `"${metadata.resourceVersion ?? ''}"`;
}

/**
 * The `resourceVersion` that a caller's `If-Match` names; `undefined` where any will do.
 *
 * A weak one counts too: proxies that compress answers make them so, and what it names is the same.
 */
export function versionOf(ifMatch: string | undefined): string | undefined {
  return ifMatch === '*' ? undefined : /"([^"]+)"/.exec(ifMatch ?? '')?.[1];
}
