import { createConditionExports } from '@backstage/plugin-permission-node';
import { vdiSessionResourceRef, vdiTemplateResourceRef } from './resources';
import { sessionRules } from './sessionRules';
import { templateRules } from './templateRules';

const sessions = createConditionExports({
  resourceRef: vdiSessionResourceRef,
  rules: sessionRules,
});

const templates = createConditionExports({
  resourceRef: vdiTemplateResourceRef,
  rules: templateRules,
});

/** What a policy may say of sessions, such as `vdiSessionConditions.isOwner({ claims })`. */
export const vdiSessionConditions = sessions.conditions;

/** A policy's answer to a permission on sessions that holds where the conditions do. */
export const createVdiSessionConditionalDecision =
  sessions.createConditionalDecision;

/** What a policy may say of templates, such as `vdiTemplateConditions.hasTag({ tags })`. */
export const vdiTemplateConditions = templates.conditions;

/** A policy's answer to `vdi.template.read` that holds where the conditions do. */
export const createVdiTemplateConditionalDecision =
  templates.createConditionalDecision;
