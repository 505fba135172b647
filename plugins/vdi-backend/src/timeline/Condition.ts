import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Fact } from './Fact';

/** A condition of a session. */
export type Condition = NonNullable<
  NonNullable<VDISession['status']>['conditions']
>[number];

/** What a condition says, with the time where that is not when it changed. */
export type ConditionFact = Omit<Fact, 'at'> & { at?: number };
