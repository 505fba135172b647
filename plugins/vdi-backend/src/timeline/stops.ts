import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Fact } from './Fact';

type StopReason = NonNullable<NonNullable<VDISession['status']>['stopReason']>;

/** What is said of a stop, by its reason. Who asked for one is known to the portal alone. */
export const STOPS: Record<
  StopReason,
  Pick<Fact, 'title' | 'severity' | 'about'>
> = {
  TimeLimit: {
    title: 'Stopped: its time was over',
    severity: 'info',
    about: 'session/TimeLimit',
  },
  Idle: {
    title: 'Stopped: nobody was connected',
    severity: 'info',
    about: 'session/Idle',
  },
  ByUser: { title: 'Stopped', severity: 'info', about: 'deed/stop' },
  ByAdmin: {
    title: 'Stopped by an administrator',
    severity: 'info',
    about: 'deed/stop',
  },
  Evicted: {
    title: 'Stopped: its node had no room left',
    severity: 'warning',
    about: 'session/Evicted',
  },
  Failed: {
    title: 'Stopped: it could not be made to run',
    severity: 'warning',
    about: 'session/Failed',
  },
};
