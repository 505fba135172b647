import {
  canonicalOwner,
  sizeOf,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { SessionInCluster } from '../service/SessionInCluster';
import { timeOf } from '../desktops/timeOf';
import type { Run, RunEnd } from './Run';

/**
 * The run that a session tells of; `undefined` where it tells of none. Pure.
 *
 * @param template - the session's template; a run of one that does not exist has no GPU
 */
export function presentRun(
  { cluster, session }: SessionInCluster,
  template: VDITemplate | undefined,
): Run | undefined {
  const { metadata, spec, status } = session;
  const startedAt = timeOf(status?.startTime);
  if (startedAt === undefined || !metadata.uid) return undefined;
  return {
    sessionUid: metadata.uid,
    startedAt,
    cluster,
    owner: canonicalOwner(spec),
    template: spec.template,
    entityRef: spec.entityRef,
    gpu: sizeOf(session, template).gpu ?? 0,
    end: endToldBy(session, startedAt),
  };
}

/**
 * When the run that began then ended, by what its session tells of itself: its stop, or its deletion. `undefined` where it tells of neither.
 * Pure.
 */
export function endToldBy(
  { metadata, status }: VDISession,
  startedAt: number,
): RunEnd | undefined {
  const stopped =
    status?.phase === 'Stopped' ? timeOf(status.stopTime) : undefined;
  const told = [stopped, timeOf(metadata.deletionTimestamp)].filter(
    time => time !== undefined && time >= startedAt,
  ) as number[];
  if (!told.length) return undefined;
  const at = Math.min(...told);
  return { at, by: at };
}
