import type { Router } from 'express';
import type { Identity } from '../service/identity';
import type { Quotas } from './Quotas';

/** What the route is answered from. */
export interface QuotaRouteOptions {
  identity: Identity;
  quotas: Pick<Quotas, 'of'>;
}

/** `/v1/quota`: what the caller may use, and does. Everybody may know that of themselves. */
export function addQuotaRoute(
  router: Router,
  { identity, quotas }: QuotaRouteOptions,
): void {
  router.get('/v1/quota', async (request, response) => {
    const caller = await identity.callerOf(request);
    response.set('Cache-Control', 'no-store').json(await quotas.of(caller));
  });
}
