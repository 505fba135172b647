import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

/** What a person most likely wants of a desktop next. */
export type NextStep = 'open' | 'openWhenReady' | 'requestAnother' | 'details';

/** The one primary action of a desktop; none while it is being deleted. */
export function nextStep({
  phase,
  reason,
  url,
}: SessionView): NextStep | undefined {
  if (phase === 'Terminating') return undefined;
  if (phase === 'Failed') return 'details';
  if (phase === 'Stopped' || reason === 'TemplateNotFound') {
    return 'requestAnother';
  }
  return url ? 'open' : 'openWhenReady';
}
