import { timingSafeEqual } from 'node:crypto';
import {
  turnCredentials,
  turnToken,
  turnUser,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import type { Request, Router } from 'express';
import type { TurnOptions } from '../config/readTurnOptions';
import type { RelayAudit } from '../audit/RelayAudit';
import type { Desktops } from '../desktops/Desktops';

/** Path of {@link addTurnRoute}, which needs no credentials of Backstage: a desktop has none. */
export const TURN_PATH = '/turn/:uid/:token';

/** What the route is answered from. */
export interface TurnRouteOptions {
  desktops: Pick<Desktops, 'sessionByUid'>;
  turn: TurnOptions;
  /** Is told who got credentials. */
  relayAudit: Pick<RelayAudit, 'issued'>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * `/turn/<UID of a session>/<its key>`: credentials of the relay, for the session's desktop, which asks every minute and passes the answer
 * on to its browsers. Whatever is wrong with a request, the answer is the same 404.
 */
export function addTurnRoute(
  router: Router,
  { desktops, turn, relayAudit, now }: TurnRouteOptions,
): void {
  router.get(TURN_PATH, (request, response) => {
    const { uid, token } = request.params;
    hideKey(request);
    response.setHeader('Cache-Control', 'no-store');
    const known = turn.keys.some(key => isSame(token, turnToken(key, uid)));
    const session = known ? desktops.sessionByUid(uid) : undefined;
    if (!session || !isToRun(session)) {
      response.sendStatus(404);
      return;
    }
    relayAudit.issued(session, request.ip);
    const { username, password } = turnCredentials({
      secret: turn.secret,
      user: turnUser(uid),
      ttlSeconds: turn.ttl,
      now: now(),
    });
    // Both Selkies take this form as it is. To the others that they take, `uris` among them, they add public STUN servers.
    response.json({
      iceServers: [{ urls: turn.uris, username, credential: password }],
      // Browsers then tell nobody their own addresses, and a way that the network closes is not tried first.
      iceTransportPolicy: 'relay',
    });
  });
}

/** The portal logs the address of every request, and tells it in errors: this one's without the key. */
function hideKey(request: Request): void {
  request.url = `/turn/${encodeURIComponent(request.params.uid)}`;
  request.originalUrl = `${request.baseUrl}${request.url}`;
}

/** In a time that says nothing of what is the same. */
function isSame(found: string, expected: string): boolean {
  const [one, other] = [Buffer.from(found), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Not whether it runs: a desktop asks while it starts, and does not ask again when it got no answer then. */
function isToRun({ metadata, spec }: VDISession): boolean {
  return spec.running !== false && !metadata.deletionTimestamp;
}
