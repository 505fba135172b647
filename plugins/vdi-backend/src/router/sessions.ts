import type {
  Extension,
  SessionPatch,
  SessionQuery,
  SessionRef,
  SessionRequest,
  SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import type { Request, Response, Router } from 'express';
import type { Caller } from '../service/identity';
import type { RouterOptions } from './createRouter';

const PATH = '/v1/sessions';
const ONE = `${PATH}/:cluster/:namespace/:name`;

type OneRequest = Request<SessionRef & Record<string, string>>;

/** `/v1/sessions`. Whatever comes here was checked against the description of the API before. */
export function addSessionRoutes(
  router: Router,
  { identity, sessions }: RouterOptions,
): void {
  router.get(PATH, async (request, response) => {
    const caller = await identity.callerOf(request);
    const query: SessionQuery = request.query;
    response.json(await sessions.list(caller, query));
  });

  router.post(PATH, async (request, response) => {
    const caller = await identity.callerOf(request);
    const wanted: SessionRequest = request.body;
    const key = request.header('Idempotency-Key');
    const made = await sessions.create(caller, wanted, key);
    const place = [made.cluster, made.namespace, made.name];
    response
      .status(201)
      .location(`${request.baseUrl}${PATH}/${place.join('/')}`);
    sendSession(response, made);
  });

  router.get(ONE, async (request, response) => {
    const caller = await identity.callerOf(request);
    const session = await sessions.get(caller, refOf(request));
    // Who has this version may not know that it is only what was known last, and would not hear of it by a 304.
    if (session.stale) delete request.headers['if-none-match'];
    sendSession(response, session);
  });

  router.patch(ONE, async (request, response) => {
    const caller = await identity.callerOf(request);
    const patch: SessionPatch = request.body;
    const ifMatch = request.header('If-Match');
    const ref = refOf(request);
    sendSession(response, await sessions.update(caller, ref, patch, ifMatch));
  });

  router.delete(ONE, async (request, response) => {
    const caller = await identity.callerOf(request);
    const ifMatch = request.header('If-Match');
    await sessions.delete(caller, refOf(request), ifMatch);
    response.status(202).end();
  });

  const addVerb = (
    verb: string,
    act: (caller: Caller, request: OneRequest) => Promise<SessionView>,
  ) =>
    router.post(`${ONE}/${verb}`, async (request: OneRequest, response) => {
      const caller = await identity.callerOf(request);
      sendSession(response, await act(caller, request));
    });
  addVerb('start', (caller, it) => sessions.start(caller, refOf(it)));
  addVerb('stop', (caller, it) => sessions.stop(caller, refOf(it)));
  addVerb('restart', (caller, it) => sessions.restart(caller, refOf(it)));
  addVerb('extend', (caller, it) => {
    const extension: Extension = it.body ?? {};
    return sessions.extend(caller, refOf(it), extension);
  });
}

function refOf({ params }: OneRequest): SessionRef {
  const { cluster, namespace, name } = params;
  return { cluster, namespace, name };
}

function sendSession(response: Response, session: SessionView): void {
  response
    .set('ETag', session.etag)
    // It is somebody's own, and changes by itself.
    .set('Cache-Control', 'no-store')
    .json(session);
}
