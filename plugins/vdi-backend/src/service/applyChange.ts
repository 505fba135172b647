import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { SessionChange } from '../desktops/SessionChange';

/** What a session wants when it is changed so. Pure. */
export function applyChange(
  session: VDISession,
  { spec: change }: SessionChange,
): VDISession {
  const { spec } = session;
  const persistence = { ...spec.persistence, ...change?.persistence };
  return { ...session, spec: { ...spec, ...change, persistence } };
}
