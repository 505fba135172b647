import {
  AuthorizeResult,
  type PermissionCriteria,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { ConditionTransformer } from '@backstage/plugin-permission-node';
import { PolicyError } from './PolicyError';

/** What the policy said to one permission, its conditions made ready to be held against many resources. */
export type Answer<F> = 'allow' | 'deny' | { criteria: PermissionCriteria<F> };

/**
 * Reads what the framework answered.
 *
 * @throws PolicyError when its conditions cannot be understood.
 */
export function readAnswer<F>(
  permission: string,
  decision: PolicyDecision,
  transform: ConditionTransformer<F>,
): Answer<F> {
  switch (decision.result) {
    case AuthorizeResult.ALLOW:
      return 'allow';
    case AuthorizeResult.CONDITIONAL:
      try {
        return { criteria: transform(decision.conditions) };
      } catch (error) {
        throw new PolicyError(
          `The permission policy's conditions for ${permission} cannot be used`,
          error,
        );
      }
    default:
      return 'deny';
  }
}
