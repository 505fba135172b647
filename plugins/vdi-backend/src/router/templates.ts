import type { TemplateList } from '@backstage-vdi/plugin-vdi-common';
import type { Router } from 'express';
import { compareTemplates, viewTemplate } from '../service/templateView';
import type { RouterOptions } from './createRouter';

/** `/v1/templates`: what may be asked for. */
export function addTemplateRoutes(
  router: Router,
  { identity, desktops }: RouterOptions,
): void {
  router.get('/v1/templates', async (request, response) => {
    await identity.callerOf(request);
    const answer: TemplateList = {
      items: desktops
        .templates()
        .filter(({ spec }) => !spec.hidden)
        .map(viewTemplate)
        .sort(compareTemplates),
    };
    response.json(answer);
  });
}
