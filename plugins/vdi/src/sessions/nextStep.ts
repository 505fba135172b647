import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

/** What a person most likely wants of a desktop next. */
export type NextStep = 'open' | 'openWhenReady' | 'requestAnother' | 'details';

/** Who may write a VDISession's status could put a script there, which would run as the person who follows it in the portal. */
const isWebAddress = (url: string) => /^https?:\/\//i.test(url);

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
  return url && isWebAddress(url) ? 'open' : 'openWhenReady';
}
