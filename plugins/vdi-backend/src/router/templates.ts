import type { Router } from 'express';
import { listTemplates } from '../service/listTemplates';
import type { RouterOptions } from './createRouter';

/** `/v1/templates`: what may be asked for. */
export function addTemplateRoutes(
  router: Router,
  options: RouterOptions,
): void {
  router.get('/v1/templates', async (request, response) => {
    const caller = await options.identity.callerOf(request);
    response.json(await listTemplates(caller, options));
  });
}
