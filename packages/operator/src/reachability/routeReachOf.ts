import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SettingsError } from '../settingDefinition';
import type { Settings } from '../settings';
import { createRouteReach } from './createRouteReach';
import type { RouteReach } from './routeReach';

/**
 * The way through Traefik that the settings say; `undefined` where they say none, and nobody checks routes.
 *
 * @throws SettingsError when the authority's file cannot be used
 */
export function routeReachOf({
  routeCheck,
  routeCheckCa,
}: Pick<Settings, 'routeCheck' | 'routeCheckCa'>): RouteReach | undefined {
  if (!routeCheck) return undefined;
  return createRouteReach(routeCheck, {
    ca: routeCheckCa && readAuthority(routeCheckCa),
  });
}

function readAuthority(file: string): string {
  try {
    const pem = readFileSync(file, 'utf8');
    // Else what is no certificate would only show when nothing is trusted.
    if (!new X509Certificate(pem).ca) throw new Error('it is no authority');
    return pem;
  } catch (error) {
    throw new SettingsError(
      `routeCheckCa names ${file}, which cannot be used: ${(error as Error).message}.`,
    );
  }
}
