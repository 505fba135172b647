import {
  type TemplateList,
  vdiTemplateReadPermission,
} from '@backstage-vdi/plugin-vdi-common';
import type { Router } from 'express';
import { compareTemplates, viewTemplate } from '../service/templateView';
import type { RouterOptions } from './createRouter';

/** `/v1/templates`: what may be asked for. */
export function addTemplateRoutes(
  router: Router,
  { identity, access, desktops }: RouterOptions,
): void {
  router.get('/v1/templates', async (request, response) => {
    const caller = await identity.callerOf(request);
    const decision = await access.decide(caller, {
      resource: [vdiTemplateReadPermission],
    });
    const answer: TemplateList = {
      items: desktops
        .templates()
        .filter(it => !it.spec.hidden && decision.offers(it))
        .map(viewTemplate)
        .sort(compareTemplates),
    };
    response.json(answer);
  });
}
