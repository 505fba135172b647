import {
  vdiSessionDeletePermission,
  vdiSessionReadPermission,
  vdiSessionUpdatePermission,
  vdiTemplateReadPermission,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { isOwner, type Owner, ownersOf } from '../service/ownership';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { Decision } from './Access';
import type { Answer } from './Answer';
import {
  type Filter,
  matches,
  ownersIn,
  type Reach,
  reachOf,
  type SessionFilter,
} from './filters';
import type { SessionResource } from './resources';

/** What an administrator may do with the desktops of others. Opening them is not among it, nor is letting somebody else do so. */
const FOR_ADMINS: ReadonlySet<string> = new Set([
  vdiSessionReadPermission.name,
  vdiSessionUpdatePermission.name,
  vdiSessionDeletePermission.name,
]);

/** What a {@link Decision} is made from. */
export interface DecisionOptions {
  caller: Owner;
  isAdmin: boolean;
  /** What the policy said of sessions, by the permission's name. */
  sessions: ReadonlyMap<string, Answer<SessionFilter>>;
  /** What it said of templates, by the permission's name. */
  templates: ReadonlyMap<string, Answer<Filter<VDITemplate>>>;
  /** A session as conditions see it. */
  resourceOf(session: SessionInCluster): SessionResource;
  /** The owners, as `canonicalOwner` spells them, of what belongs to a user. */
  ownersOfUser(userRef: string): readonly string[];
  /** The sessions within reach, its owners as `canonicalOwner` spells them; `undefined` where they are too many. */
  find(reach: Reach): readonly SessionInCluster[] | undefined;
}

/**
 * What the policy's answers come to. Denied is denied. Allowed without a condition is one's own only: a policy that knows nothing of
 * desktops, and a portal without one, say that to everything. Conditions were written for desktops and hold as they are written.
 */
export function createDecision(options: DecisionOptions): Decision {
  const { caller, isAdmin, sessions, templates } = options;
  return {
    isAdmin,

    covers(permission, session) {
      const answer = answerTo(sessions, permission.name);
      if (answer === 'deny') return false;
      if (isAdmin && FOR_ADMINS.has(permission.name)) return true;
      return answer === 'allow'
        ? isOwner(caller, session.session)
        : matches(answer.criteria, options.resourceOf(session));
    },

    owners(permission) {
      const answer = answerTo(sessions, permission.name);
      if (answer === 'deny') return [];
      if (isAdmin && FOR_ADMINS.has(permission.name)) return undefined;
      return answer === 'allow'
        ? ownersOf(caller)
        : ownersIn(answer.criteria)?.flatMap(options.ownersOfUser);
    },

    candidates(permission) {
      const answer = answerTo(sessions, permission.name);
      if (answer === 'deny') return [];
      if (isAdmin && FOR_ADMINS.has(permission.name)) return undefined;
      if (answer === 'allow') {
        const owners = ownersOf(caller);
        return options.find({ owners, sharedWith: [], entityOwners: [] });
      }
      const reach = reachOf(answer.criteria);
      if (!reach) return undefined;
      const owners = reach.owners.flatMap(options.ownersOfUser);
      return options.find({ ...reach, owners });
    },

    offers(template) {
      const answer = answerTo(templates, vdiTemplateReadPermission.name);
      if (answer === 'allow' || answer === 'deny') return answer === 'allow';
      return matches(answer.criteria, template);
    },
  };
}

function answerTo<F>(
  answers: ReadonlyMap<string, Answer<F>>,
  permission: string,
): Answer<F> {
  const answer = answers.get(permission);
  if (answer !== undefined) return answer;
  throw new Error(`${permission} was not among what was wanted`);
}
