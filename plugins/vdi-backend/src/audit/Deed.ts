import type { JsonObject } from '@backstage/types';
import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import type { Caller } from '../service/identity';
import type { AuditDeed } from '../timeline/AuditTrail';

/** What somebody asks for, before it is known whether they get it. */
export interface Deed {
  deed: AuditDeed;
  caller: Caller;
  /** Of which desktop; absent for one that is to be made. */
  ref?: SessionRef;
  /** The body of the request. */
  wanted?: JsonObject;
}
