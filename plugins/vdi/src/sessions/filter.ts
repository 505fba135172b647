import {
  describeState,
  type SessionView,
  type Tone,
} from '@backstage-vdi/plugin-vdi-common';

/** What the rows are narrowed to; an absent field narrows nothing. */
export interface SessionFilter {
  /** Part of the title, the template's name or the object's name, in any case. */
  text?: string;
  tone?: Tone;
  /** Name of the VDITemplate. */
  template?: string;
}

/** The desktops that fit, in the order they came in. */
export function filterSessions(
  sessions: SessionView[],
  { text = '', tone, template }: SessionFilter,
): SessionView[] {
  const wanted = text.trim().toLocaleLowerCase();
  return sessions.filter(session => {
    const { phase, reason, title, name } = session;
    const words = [title, name, session.template.displayName];
    return (
      (!tone || describeState(phase, reason).tone === tone) &&
      (!template || session.template.name === template) &&
      words.some(word => word.toLocaleLowerCase().includes(wanted))
    );
  });
}
