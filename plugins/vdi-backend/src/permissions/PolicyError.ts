import { CustomErrorBase } from '@backstage/errors';

/**
 * The portal's permission policy answered with conditions that make no sense, such as a rule that does not exist. Nothing is
 * allowed; its author has to mend it. Answered with 500.
 */
export class PolicyError extends CustomErrorBase {
  override name = 'PolicyError' as const;
  readonly code = 'VDI_POLICY_BROKEN';
}
