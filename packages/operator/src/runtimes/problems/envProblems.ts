import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Reserved } from '../definition';
import { RuntimeError } from '../resolveRuntime';
import { runtimeVariables } from '../runtimeVariables';
import type { TemplateProblem } from './problem';

/** Variables that are the operator's alone. */
export function envProblems(template: VDITemplate): TemplateProblem[] {
  const reserved = reservedOf(template);
  return (template.spec.env ?? [])
    .filter(({ name }) => Object.hasOwn(reserved, name))
    .map(({ name }) => ({
      field: `spec.env[${name}]`,
      message: `${name} ${reserved[name].why}, so this entry is ignored: remove it.`,
    }));
}

function reservedOf(template: VDITemplate): Reserved {
  try {
    return runtimeVariables(template).reserved;
  } catch (error) {
    // Without its port nothing is known of it, which is told as a problem of the port.
    if (error instanceof RuntimeError) return {};
    throw error;
  }
}
