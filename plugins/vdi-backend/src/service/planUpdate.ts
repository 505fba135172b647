import {
  ANNOTATION_TITLE,
  formatBytes,
  parseQuantity,
  type SessionPatch,
  SIZE_DEFAULTS,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { SessionChange } from '../desktops/SessionChange';
import { checkDuration, checkQuantity, checkTimeout } from './checkRequest';
import { InvalidFieldError } from './errors';

/**
 * What a patch changes of a session. Pure.
 *
 * @param template - the session's; `undefined` where it does not exist
 * @throws InvalidFieldError when the template, or the home volume, does not allow it.
 */
export function planUpdate(
  { title, timeout, idleTimeout, homeSize }: SessionPatch,
  session: VDISession,
  template: VDITemplate | undefined,
): SessionChange {
  checkTimeout(timeout, template);
  checkDuration('idleTimeout', idleTimeout, template?.spec.idleTimeout);
  if (homeSize !== undefined) checkGrowth(homeSize, session);
  return {
    ...(title && { annotations: { [ANNOTATION_TITLE]: title.trim() } }),
    spec: {
      ...(timeout && { timeout }),
      ...(idleTimeout && { idleTimeout }),
      ...(homeSize && { persistence: { size: homeSize } }),
    },
  };
}

function checkGrowth(homeSize: string, { spec }: VDISession): void {
  const { enabled, size = SIZE_DEFAULTS.homeSize } = spec.persistence ?? {};
  if (enabled === false) {
    throw new InvalidFieldError('homeSize', 'the desktop has no home volume');
  }
  checkQuantity('homeSize', homeSize);
  if (parseQuantity(homeSize)! < (parseQuantity(size) ?? 0)) {
    throw new InvalidFieldError(
      'homeSize',
      `the home volume has ${formatBytes(size)} and only grows`,
    );
  }
}
