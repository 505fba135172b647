import { ServiceUnavailableError } from '@backstage/errors';
import express, { type ErrorRequestHandler, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import type { TurnOptions } from '../config/readTurnOptions';
import type { Desktops } from '../desktops/Desktops';
import type { Access } from '../permissions/Access';
import type { Identity } from '../service/identity';
import type { Sessions } from '../service/Sessions';
import { addSessionRoutes } from './sessions';
import { addTemplateRoutes } from './templates';
import { addTurnRoute } from './turn';

/** Largest body that is read. A request has a template's name and a title of 100 characters. */
const BODY_LIMIT = '16kb';

/** Seconds after which a caller may try again when the cluster could not be asked: about what it takes to connect again. */
const RETRY_AFTER_SECONDS = 5;

/** What the routes are answered from. */
export interface RouterOptions {
  identity: Identity;
  access: Access;
  sessions: Sessions;
  desktops: Desktops;
  /** Absent where WebRTC desktops have no relay. */
  turn?: TurnOptions;
  /** Milliseconds since the epoch. */
  now: () => number;
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
  router.use(express.json({ limit: BODY_LIMIT }));
  addTemplateRoutes(router, options);
  addSessionRoutes(router, options);
  const { desktops, now, turn } = options;
  if (turn) addTurnRoute(router, { desktops, now, turn });
  router.use(setRetryAfter);
  return router;
}
