import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { boundsProblems } from './problems/boundsProblems';
import { envProblems } from './problems/envProblems';
import { gpuProblems } from './problems/gpuProblems';
import type { TemplateProblem } from './problems/problem';
import { runtimeProblems } from './problems/runtimeProblems';

export type { TemplateProblem };

/**
 * Everything of a template that does not fit its runtime or itself, in words that its administrator can act on. None of it keeps a
 * desktop from being made: what was meant may be known better by who wrote it, and what is reserved holds anyway. Pure.
 */
export function templateProblems(template: VDITemplate): TemplateProblem[] {
  return [
    ...runtimeProblems(template),
    ...envProblems(template),
    ...gpuProblems(template),
    ...boundsProblems(template),
  ];
}
