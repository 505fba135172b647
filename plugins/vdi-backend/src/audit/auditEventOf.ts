import type { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import {
  canonicalOwner,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { ownersOf } from '../service/ownership';
import type { Deed } from './Deed';

/**
 * What the portal's auditor is told of a deed before it is done. Pure.
 *
 * The caller is named beside the request, which an action has not, and on whose behalf a service asks is nowhere else.
 *
 * @param before - the desktop as it is; `undefined` where there is none
 */
export function auditEventOf(
  { deed, caller, ref, wanted }: Deed,
  before: SessionView | undefined,
): AuditorServiceCreateEventOptions {
  const forOthers = before
    ? !ownersOf(caller).includes(canonicalOwner(before.owner))
    : isForSomebodyElse(caller.userRef, wanted);
  return {
    eventId: `session-${deed}`,
    // The portal logs no event of low severity where nobody configured it to.
    severityLevel: forOthers ? 'high' : 'medium',
    request: caller.request,
    meta: {
      actor: caller.userRef,
      service: caller.actor,
      ...ref,
      ...(before && sessionMeta(before)),
      wanted,
    },
  };
}

/** What of a desktop the auditor is told. */
export function sessionMeta(session: SessionView): JsonObject {
  const { cluster, namespace, name, uid, owner, template, url } = session;
  return {
    cluster,
    namespace,
    name,
    uid,
    owner: owner.userRef ?? owner.user,
    template: template.name,
    host: url && new URL(url).hostname,
  };
}

function isForSomebodyElse(
  userRef: string,
  { owner }: JsonObject = {},
): boolean {
  return (
    typeof owner === 'string' && owner.toLowerCase() !== userRef.toLowerCase()
  );
}
