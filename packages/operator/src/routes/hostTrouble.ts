import {
  canonicalOwner,
  type Reason,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';

/** Why a desktop does not get its host name. */
export interface HostTrouble {
  reason: Extract<Reason, 'HostNameTaken' | 'HostNameReserved'>;
  /** A sentence for the session's owner. */
  message: string;
}

/** The administrator keeps it from desktops. */
export function reservedHost(host: string): HostTrouble {
  return {
    reason: 'HostNameReserved',
    message: `The host name "${host}" is reserved. An administrator can give desktops other host names.`,
  };
}

/**
 * Another desktop has it. Whose that is only its owner is told.
 *
 * @param holder - the session that has it
 */
export function takenHost(
  host: string,
  session: VDISession,
  holder: VDISession,
): HostTrouble {
  const own = canonicalOwner(holder.spec) === canonicalOwner(session.spec);
  return {
    reason: 'HostNameTaken',
    message: own
      ? `The host name "${host}" belongs to another desktop of yours, "${holder.metadata.name}". Delete that to start this one.`
      : `The host name "${host}" belongs to a desktop of somebody else. This one starts when that is deleted; an administrator can give desktops other host names.`,
  };
}
