import {
  ANNOTATION_RESTARTED_AT,
  homeName,
} from '@backstage-vdi/plugin-vdi-common';
import { VDISESSION } from '../../../src/resources';
import type { TestNamespace } from '../../TestNamespace';

/** A part of a session's life that an operator can crash in. */
export interface Life {
  /** How far the session is when it begins: a healthy operator brings it there. Default: there is none yet. */
  from?: 'Running' | 'Stopped';
  spec?: object;
  /** What somebody asks for. @param spec - of the session, where there is none yet */
  ask(ns: TestNamespace, session: string, spec: object): Promise<unknown>;
  /** Whether a healthy operator has done it. @param startTime - of the run that there was before */
  done(ns: TestNamespace, session: string, startTime?: string): unknown;
}

const ready = (ns: TestNamespace, session: string) =>
  ns.condition(session, 'Ready')?.reason;

const gone = (ns: TestNamespace, session: string) =>
  !ns.get('session', session) &&
  !ns.get('pod', session) &&
  !ns.get('service', session) &&
  !ns.get('route', session);

/** All of them, by name. */
export const LIVES: Record<string, Life> = {
  create: {
    ask: (ns, session, spec) => ns.session(session, spec),
    done: (ns, session) => ready(ns, session) === 'Running',
  },
  stop: {
    from: 'Running',
    ask: (ns, session) => ns.patchSession(session, { running: false }),
    done: (ns, session) => ready(ns, session) === 'ByUser',
  },
  'the end of its time': {
    from: 'Running',
    ask: (ns, session) => ns.patchSession(session, { timeout: '1s' }),
    done: (ns, session) => ready(ns, session) === 'TimeLimit',
  },
  start: {
    from: 'Stopped',
    ask: (ns, session) => ns.patchSession(session, { running: true }),
    done: (ns, session) => ready(ns, session) === 'Running',
  },
  restart: {
    from: 'Running',
    async ask(ns, session) {
      // Kubernetes tells times in whole seconds: a restart within the second of the start is none. One to come is waited for.
      const nextSecond = Math.floor(Date.now() / 1_000 + 1) * 1_000;
      const time = new Date(nextSecond).toISOString();
      await ns.transport.patch(
        VDISESSION,
        { namespace: ns.name, name: session },
        {
          type: 'merge',
          body: {
            metadata: { annotations: { [ANNOTATION_RESTARTED_AT]: time } },
          },
        },
      );
    },
    done: (ns, session, startTime) =>
      ready(ns, session) === 'Running' &&
      ns.status(session).startTime !== startTime,
  },
  'a larger home': {
    from: 'Running',
    ask: (ns, session) =>
      ns.patchSession(session, { persistence: { size: '20Gi' } }),
    // Simulated storage never finishes.
    done: (ns, session) =>
      ns.condition(session, 'StorageReady')?.reason === 'Resizing',
  },
  'a home that is not kept any more': {
    from: 'Running',
    ask: (ns, session) =>
      ns.patchSession(session, { persistence: { retain: false } }),
    done: (ns, session) =>
      ns.get('home', homeName(session))?.metadata?.ownerReferences,
  },
  delete: {
    from: 'Running',
    ask: (ns, session) => ns.delete('session', session),
    done: gone,
  },
  'delete with its home': {
    from: 'Running',
    spec: { persistence: { retain: false } },
    ask: (ns, session) => ns.delete('session', session),
    done: (ns, session) =>
      gone(ns, session) && !ns.get('home', homeName(session)),
  },
};
