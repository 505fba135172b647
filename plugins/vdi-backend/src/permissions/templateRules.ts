import { createPermissionRule } from '@backstage/plugin-permission-node';
import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { z } from 'zod';
import type { Filter } from './filters';
import { vdiTemplateResourceRef } from './resources';

function named({ names }: { names: string[] }): Filter<VDITemplate> {
  const wanted = new Set(names);
  return { matches: ({ metadata }) => wanted.has(metadata.name) };
}

/** Templates of one of these names. */
export const hasName = createPermissionRule({
  name: 'HAS_NAME',
  description: 'Templates of one of these names',
  resourceRef: vdiTemplateResourceRef,
  paramsSchema: z.object({
    names: z.array(z.string()).describe('Names of VDITemplates'),
  }),
  apply: (template, params) => named(params).matches(template),
  toQuery: named,
});

function tagged({ tags }: { tags: string[] }): Filter<VDITemplate> {
  const wanted = new Set(tags);
  return {
    matches: ({ spec }) => (spec.tags ?? []).some(it => wanted.has(it)),
  };
}

/** Templates with one of these tags. */
export const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Templates with one of these tags',
  resourceRef: vdiTemplateResourceRef,
  paramsSchema: z.object({
    tags: z.array(z.string()).describe('Tags, as spec.tags has them'),
  }),
  apply: (template, params) => tagged(params).matches(template),
  toQuery: tagged,
});

/** The rules that conditions on templates are made of. */
export const templateRules = { hasName, hasTag };
