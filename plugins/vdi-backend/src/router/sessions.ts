import type {
  SessionList,
  SessionRequest,
} from '@backstage-vdi/plugin-vdi-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { RouterOptions } from './createRouter';
import { readBody } from './readBody';

const PATH = '/v1/sessions';
const ONE = `${PATH}/:namespace/:name`;

const sessionRequest: z.ZodType<SessionRequest> = z.strictObject({
  template: z.string().min(1).max(253),
  title: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(/^\P{Cc}*$/u, 'Control characters are not allowed')
    .optional(),
});

/** `/v1/sessions`: the caller's own desktops. */
export function addSessionRoutes(
  router: Router,
  { identity, sessions }: RouterOptions,
): void {
  router.get(PATH, async (request, response) => {
    const caller = await identity.callerOf(request);
    const answer: SessionList = { items: sessions.list(caller) };
    response.json(answer);
  });

  router.post(PATH, async (request, response) => {
    const caller = await identity.callerOf(request);
    const wanted = readBody(sessionRequest, request.body);
    response.status(201).json(await sessions.create(caller, wanted));
  });

  router.get(ONE, async (request, response) => {
    const caller = await identity.callerOf(request);
    const { namespace, name } = request.params;
    response.json(sessions.get(caller, { namespace, name }));
  });

  router.delete(ONE, async (request, response) => {
    const caller = await identity.callerOf(request);
    const { namespace, name } = request.params;
    await sessions.delete(caller, { namespace, name });
    response.status(202).end();
  });
}
