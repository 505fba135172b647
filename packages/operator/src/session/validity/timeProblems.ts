import {
  formatDuration,
  readDuration,
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { type Problem, problemIf } from './problem';

/** Times that contradict one another. */
export function timeProblems(
  session: VDISession,
  template: VDITemplate | undefined,
): Problem[] {
  const { spec } = session;
  const { timeoutMs, idleMs } = termsOf(session, template);
  const wanted = readDuration(spec.timeout);
  const usual = readDuration(template?.spec.timeout?.default);
  const max = readDuration(template?.spec.timeout?.max) ?? Infinity;
  const limit = formatDuration(timeoutMs);
  return [
    ...problemIf(
      spec.timeout !== undefined && wanted === undefined,
      'TimeoutNotReadable',
      () => `The time "${spec.timeout}" is none; the limit is ${limit}.`,
    ),
    ...problemIf(
      wanted !== undefined && wanted > max,
      'TimeoutTooLong',
      () =>
        `The desktop is to run for ${formatDuration(wanted!)} and its template allows ${formatDuration(max)}, which holds.`,
    ),
    ...problemIf(
      usual !== undefined && usual > max,
      'TemplateContradictsItself',
      () =>
        `The template's usual time of ${formatDuration(usual!)} is longer than the ${formatDuration(max)} that it allows, which hold.`,
    ),
    ...problemIf(
      idleMs !== undefined && idleMs >= timeoutMs,
      'IdleTimeoutTooLong',
      () =>
        `The desktop is to stop after ${formatDuration(idleMs!)} with nobody connected, but its limit of ${limit} comes first.`,
    ),
  ];
}
