import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import { templateProblems } from '../runtimes/templateProblems';
import { type Finding, finding } from '../session/conditions';
import type { Settings } from '../settings';
import { imageRefusal } from './imagePolicy';

/** The condition `Valid`: whether what a template says fits, and what does not. */
export function validFinding(
  template: VDITemplate,
  settings: Settings,
): Finding {
  const refusal = imageRefusal(template, settings);
  const problems = templateProblems(template).map(
    ({ field, message }) => `${field}: ${message}`,
  );
  const words = [...(refusal ? [refusal] : []), ...problems].join(' ');
  if (refusal) return finding('Valid', false, 'ImageNotPinned', words);
  return problems.length
    ? finding('Valid', false, 'DoesNotFit', words)
    : finding('Valid', true, 'Valid', 'Everything that it says fits.');
}
