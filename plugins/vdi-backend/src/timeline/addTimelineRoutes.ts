import type {
  LogQuery,
  SessionRef,
  TimelineQuery,
} from '@backstage-vdi/plugin-vdi-common';
import type { Request, Router } from 'express';
import type { Identity } from '../service/identity';
import type { Timelines } from './Timelines';

const ONE = '/v1/sessions/:cluster/:namespace/:name';

/** Entries on a page where the caller does not say: a start and what came of it. */
const DEFAULT_LIMIT = 50;

/** Lines of a log where the caller does not say: what one looks at first. */
const DEFAULT_TAIL = 200;

/** What the routes are answered from. */
export interface TimelineRouteOptions {
  identity: Identity;
  timelines: Timelines;
}

/** `…/events` and `…/logs` of a session. Whatever comes here was checked against the description of the API before. */
export function addTimelineRoutes(
  router: Router,
  { identity, timelines }: TimelineRouteOptions,
): void {
  router.get(`${ONE}/events`, async (request, response) => {
    const caller = await identity.callerOf(request);
    const { limit = DEFAULT_LIMIT, cursor }: TimelineQuery = request.query;
    const wanted = { limit, cursor };
    response
      // It is somebody's own, and grows by itself.
      .set('Cache-Control', 'no-store')
      .json(await timelines.timelineOf(caller, refOf(request), wanted));
  });

  router.get(`${ONE}/logs`, async (request, response) => {
    const caller = await identity.callerOf(request);
    const { tail = DEFAULT_TAIL, previous = false }: LogQuery = request.query;
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    const { signal } = gone;
    try {
      const wanted = { tail, previous, signal };
      const log = await timelines.logOf(caller, refOf(request), wanted);
      response
        .set('Cache-Control', 'no-store')
        // Whoever works in a desktop writes its log: no browser is to take it for a page of the portal.
        .set('X-Content-Type-Options', 'nosniff')
        .type('text/plain')
        .send(log);
    } catch (error) {
      // Whoever asked has gone, and with them the one who could be told.
      if (!signal.aborted) throw error;
    }
  });
}

function refOf({ params }: Request): SessionRef {
  const { cluster, namespace, name } = params;
  return { cluster, namespace, name };
}
