import {
  describeState,
  sessionResourceRef,
  type SessionView,
} from '@backstage-vdi/plugin-vdi-common';
import { desktopPage } from '../service/desktopPage';
import type { DesktopReport } from './desktopSchema';
import { nextStep } from './nextStep';

/**
 * What agents are told of a desktop. Pure.
 *
 * @param desktopsUrl - address of the Desktops page
 */
export function reportDesktop(
  session: SessionView,
  desktopsUrl: string,
): DesktopReport {
  const { phase, reason, owner, resources } = session;
  const { gpu, cpu, memory } = resources;
  return {
    id: sessionResourceRef(session),
    title: session.title,
    template: session.template.name,
    owner: owner.userRef ?? owner.user,
    state: describeState(phase, reason).word,
    phase,
    reason,
    sentence: session.message,
    next: nextStep(session),
    address: session.url,
    page: desktopPage(session, desktopsUrl),
    stopsAt: session.stopsAt,
    createdAt: session.createdAt,
    startedAt: session.startedAt,
    stoppedAt: session.stoppedAt,
    timeout: session.timeout,
    idleTimeout: session.idleTimeout,
    size: { gpu, cpu, memory },
    homeSize: session.homeSize,
    entityRef: session.entityRef,
  };
}
