import type { SessionView } from '@backstage-vdi/plugin-vdi-common';

// Between a request and the operator's next status the old state would look as if nothing had been asked.

/** A desktop that was asked to stop, as it is told from then on. Pure. */
export function asStopping(session: SessionView): SessionView {
  const { url: _closed, stopsAt: _over, ...rest } = session;
  if (!['Pending', 'Creating', 'Running'].includes(session.phase)) {
    return session;
  }
  return {
    ...rest,
    phase: 'Stopped',
    reason: 'Stopping',
    message: 'Stopping the desktop.',
  };
}

/** A desktop that was asked to start, as it is told from then on. Pure. */
export function asStarting(session: SessionView): SessionView {
  const { reason: _was, message: _told, stoppedAt: _over, ...rest } = session;
  return session.phase === 'Stopped' ? { ...rest, phase: 'Pending' } : session;
}
