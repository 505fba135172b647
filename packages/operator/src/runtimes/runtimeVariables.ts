import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Reserved, RuntimeDefinition } from './definition';
import { gpuVariables } from './gpuVariables';
import { policyOutcomes } from './policies';
import { resolveRuntime } from './resolveRuntime';
import { RUNTIMES, runtimeType } from './runtimes';

/** The environment of a runtime. */
export interface RuntimeVariables {
  /** What no template may set. */
  reserved: Reserved;
  /** What it needs; a template may say otherwise. */
  env: Record<string, string>;
}

/**
 * The environment of a template's runtime, but for what the template itself says.
 *
 * @param turnService - where a session's desktop gets credentials of the portal's relay; absent where there is none
 * @throws RuntimeError when a custom runtime has no port.
 */
export function runtimeVariables(
  template: VDITemplate,
  turnService?: string,
): RuntimeVariables {
  const runtime = RUNTIMES[runtimeType(template)];
  const { homePath, ...facts } = resolveRuntime(template);
  const setting = {
    ...facts,
    gpu: template.spec.gpu !== undefined,
    turnService,
  };
  return {
    reserved: {
      HOME: { value: homePath, why: 'follows spec.runtime.homePath' },
      VDI_NAME: { why: 'is the name of the session' },
      VDI_PORT: { value: String(facts.port), why: 'follows spec.runtime.port' },
      ...gpuVariables(template.spec),
      ...runtime.reserved(setting),
      ...policyVariables(template, runtime),
    },
    env: runtime.env(setting),
  };
}

/** What the switches become that can be made real. Those that cannot are told by `templateProblems`. */
function policyVariables(
  { spec }: VDITemplate,
  { policies }: RuntimeDefinition,
): Reserved {
  const outcomes = policyOutcomes(policies, spec.policies);
  return Object.fromEntries(
    outcomes.flatMap(({ name, outcome }) =>
      typeof outcome === 'string'
        ? []
        : Object.entries(outcome).map(([variable, value]) => [
            variable,
            { value, why: `follows spec.policies.${name}` },
          ]),
    ),
  );
}
