import { ServiceUnavailableError } from '@backstage/errors';
import type { ErrorRequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { TurnOptions } from '../config/readTurnOptions';
import type { Desktops } from '../desktops/Desktops';
import type { Spec } from '../openapi/readSpec';
import type { SessionVerbs } from '../service/SessionVerbs';
import { addQuotaRoute, type QuotaRouteOptions } from '../quotas/addQuotaRoute';
import { addTimelineRoutes } from '../timeline/addTimelineRoutes';
import type { Timelines } from '../timeline/Timelines';
import {
  addUsageRoutes,
  type UsageRouteOptions,
} from '../usage/addUsageRoutes';
import { checkRequests } from './checkRequests';
import { addSessionRoutes } from './sessions';
import { addTemplateRoutes } from './templates';
import { addTurnRoute, type TurnRouteOptions } from './turn';

/** Seconds after which a caller may try again when the cluster could not be asked: about what it takes to connect again. */
const RETRY_AFTER_SECONDS = 5;

/** What the routes are answered from. */
export interface RouterOptions extends UsageRouteOptions, QuotaRouteOptions {
  sessions: SessionVerbs;
  timelines: Timelines;
  desktops: Desktops;
  /** Absent where WebRTC desktops have no relay. */
  turn?: TurnOptions;
  relayAudit: TurnRouteOptions['relayAudit'];
  /** The description of the API, to which requests are held. */
  spec: Spec;
  /** Whether answers are held to it too: for tests. */
  checkAnswers: boolean;
}

const setRetryAfter: ErrorRequestHandler = (
  error,
  _request,
  response,
  next,
) => {
  if (error instanceof ServiceUnavailableError) {
    response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  }
  next(error);
};

/** The session API, version 1, and what desktops ask. */
export function createRouter(options: RouterOptions): Router {
  const router = PromiseRouter();
  const { turn } = options;
  if (turn) addTurnRoute(router, { ...options, turn });
  router.use('/v1', ...checkRequests(options));
  addTemplateRoutes(router, options);
  addSessionRoutes(router, options);
  addUsageRoutes(router, options);
  addQuotaRoute(router, options);
  addTimelineRoutes(router, options);
  router.use(setRetryAfter);
  return router;
}
