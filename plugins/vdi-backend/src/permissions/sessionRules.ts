import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { type SessionResource, vdiSessionResourceRef } from './resources';
import type { SessionFilter } from './filters';

const claims = z
  .array(z.string())
  .describe('Entity refs of users and groups: one of these is enough');

/** Backstage compares refs without regard to case. */
function anyOf(refs: readonly string[]) {
  const wanted = new Set(refs.map(ref => ref.normalize('NFC').toLowerCase()));
  return {
    wanted,
    isAmong: (ref: string) => wanted.has(ref),
  };
}

function ownedBy(params: { claims: string[] }): SessionFilter {
  const { wanted, isAmong } = anyOf(params.claims);
  return {
    matches: ({ owners }) => owners.some(isAmong),
    owners: [...wanted],
  };
}

/** Sessions that belong to one of these users. */
export const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Desktops that belong to one of these users',
  resourceRef: vdiSessionResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (session, params) => ownedBy(params).matches(session),
  toQuery: ownedBy,
});

interface Sharing {
  claims: string[];
  role?: 'view' | 'control';
}

function sharedWith({ claims: refs, role = 'view' }: Sharing): SessionFilter {
  const { wanted, isAmong } = anyOf(refs);
  const isEnough = (share: SessionResource['shares'][number]) =>
    role === 'view' || share.role === role;
  return {
    matches: ({ shares }) =>
      shares.some(share => isAmong(share.ref) && isEnough(share)),
    sharedWith: [...wanted],
  };
}

/** Sessions that their owner shares with one of these users or groups, until the share ends. */
export const isSharedWith = createPermissionRule({
  name: 'IS_SHARED_WITH',
  description:
    'Desktops that are shared with one of these users and groups, for that role at least',
  resourceRef: vdiSessionResourceRef,
  paramsSchema: z.object({
    claims,
    role: z
      .enum(['view', 'control'])
      .optional()
      .describe('What the share has to allow at least. Default: view'),
  }),
  apply: (session, params) => sharedWith(params).matches(session),
  toQuery: sharedWith,
});

function ofTemplates({ templates }: { templates: string[] }): SessionFilter {
  const wanted = new Set(templates);
  return { matches: ({ template }) => wanted.has(template) };
}

/** Sessions of one of these templates, whoever they belong to. */
export const hasTemplate = createPermissionRule({
  name: 'HAS_TEMPLATE',
  description: 'Desktops of one of these templates, whoever they belong to',
  resourceRef: vdiSessionResourceRef,
  paramsSchema: z.object({
    templates: z.array(z.string()).describe('Names of VDITemplates'),
  }),
  apply: (session, params) => ofTemplates(params).matches(session),
  toQuery: ofTemplates,
});

function ofEntitiesOf(params: { claims: string[] }): SessionFilter {
  const { wanted, isAmong } = anyOf(params.claims);
  return {
    matches: ({ entityOwners }) => entityOwners.some(isAmong),
    entityOwners: [...wanted],
  };
}

/** Sessions for a catalog entity that one of these users or groups owns, whoever the sessions belong to. */
export const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description:
    'Desktops for a catalog entity that is owned by one of these users and groups, whoever the desktops belong to',
  resourceRef: vdiSessionResourceRef,
  paramsSchema: z.object({ claims }),
  apply: (session, params) => ofEntitiesOf(params).matches(session),
  toQuery: ofEntitiesOf,
});

/** The rules that conditions on sessions are made of. */
export const sessionRules = {
  isOwner,
  isSharedWith,
  hasTemplate,
  isEntityOwner,
};
