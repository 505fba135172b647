import type { VDISession } from '@backstage-vdi/plugin-vdi-common';

/** What is to be different of a session: a JSON merge patch (RFC 7386), in which what is absent stays as it is. */
export interface SessionChange {
  annotations?: Record<string, string>;
  spec?: Partial<
    Pick<
      VDISession['spec'],
      'running' | 'timeout' | 'idleTimeout' | 'persistence'
    >
  >;
}
