import {
  formatDuration,
  readDuration,
  termsOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';

const MINUTE_MS = 60_000;

type StopsAt = NonNullable<NonNullable<VDISession['status']>['stopsAt']>;

/**
 * What is said of a desktop that stops soon, its name before it; `undefined` while that is not to be said: never before half of the time
 * that runs out is over, which is the rule of its clock too. Pure.
 */
export function stopWords(
  { time, reason }: StopsAt,
  session: VDISession,
  template: VDITemplate | undefined,
  { now, beforeMs }: { now: number; beforeMs: number },
): { title: string; description: string } | undefined {
  const left = Date.parse(time) - now;
  // First, as it spares reading the terms of nearly all of many desktops, every few seconds.
  const isSoon = left > 0 && left <= beforeMs;
  if (!isSoon) return undefined;
  const { timeoutMs, timeoutOf, idleMs } = termsOf(session, template);
  const isIdle = reason === 'Idle';
  const whole = isIdle ? (idleMs ?? Infinity) : timeoutMs;
  if (left > whole / 2) return undefined;
  const why = isIdle
    ? 'because nobody has been connected'
    : `because of the ${formatDuration(timeoutMs)} limit of this ${timeoutOf}`;
  const max = readDuration(template?.spec.timeout?.max) ?? Infinity;
  return {
    title: `stops in ${inWords(left)} ${why}`,
    description: `${whatToDo(isIdle, timeoutMs < max)} ${whatStays(session)}`,
  };
}

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / MINUTE_MS);
  if (minutes >= 60) return formatDuration(minutes * MINUTE_MS);
  return minutes === 1 ? '1 minute' : `${minutes} minutes`;
}

function whatToDo(isIdle: boolean, canBeExtended: boolean): string {
  if (isIdle) return 'Connect to it, or keep it on the Desktops page.';
  return canBeExtended
    ? 'Extend it on the Desktops page to go on.'
    : 'It has all the time that its template allows. Save your work; it can be started again.';
}

function whatStays({ spec }: VDISession): string {
  return spec.persistence?.enabled === false
    ? 'It has no home volume: what is saved in it alone is lost.'
    : 'Your files are kept.';
}
