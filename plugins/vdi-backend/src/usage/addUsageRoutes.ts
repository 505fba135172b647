import {
  type UsageQuery,
  vdiSessionReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Router } from 'express';
import type { UsageOptions } from '../config/readUsageOptions';
import type { PluginDatabase } from '../database/PluginDatabase';
import type { Access } from '../permissions/Access';
import type { Caller, Identity } from '../service/identity';
import { ownersOf } from '../service/ownership';
import { readPeriod } from './readPeriod';
import { reportUsage } from './reportUsage';
import { usageCsv } from './usageCsv';

/** What the route is answered from. */
export interface UsageRouteOptions {
  identity: Identity;
  access: Access;
  database: PluginDatabase;
  usage: UsageOptions;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * `/v1/usage`: what one's own desktops used, and everybody's for who looks after them; as JSON, or as CSV where that is asked for. Whatever comes
 * here was checked against the description of the API before.
 */
export function addUsageRoutes(
  router: Router,
  { identity, access, ...kept }: UsageRouteOptions,
): void {
  router.get('/v1/usage', async (request, response) => {
    const caller = await identity.callerOf(request);
    const query: UsageQuery = request.query;
    const now = kept.now();
    const period = readPeriod(query, now);
    const owners = await ownersFor(caller, access);
    const usage = await reportUsage(
      { period, by: query.by ?? 'user', owners },
      { database: kept.database, ...kept.usage, now },
    );
    response.vary('Accept');
    if (request.accepts('json', 'text/csv') === 'text/csv') {
      response.attachment('usage.csv').send(usageCsv(usage));
    } else {
      response.json(usage);
    }
  });
}

/** Whose usage a caller may see; `undefined`: everybody's. */
async function ownersFor(
  caller: Caller,
  access: Access,
): Promise<readonly string[] | undefined> {
  const wanted = { resource: [vdiSessionReadPermission] };
  const decision = await access.decide(caller, wanted);
  const readable = decision.owners(vdiSessionReadPermission);
  // Nobody's where the policy denies all desktops, as it does to administrators too.
  if (decision.isAdmin) return readable;
  return ownersOf(caller).filter(it => readable?.includes(it) ?? true);
}
