import {
  formatBytes,
  parseBytes,
  type VDISession,
} from '@backstage-vdi/plugin-vdi-common';
import { hasHome, homeSize } from '../children/buildHome';
import type { Drift } from './drift';
import type { PastRepair } from './driftPace';
import type { HomeRecord } from './records';

/** How the size that a session asks for differs from the one that its home was last asked to have: a home never shrinks. */
export function homeChange(
  session: VDISession,
  { requested }: HomeRecord,
): 'grows' | 'shrinks' | 'stays' {
  const wanted = parseBytes(homeSize(session));
  const asked = parseBytes(requested ?? '');
  if (!hasHome(session) || !wanted || !asked || wanted === asked) {
    return 'stays';
  }
  return wanted > asked ? 'grows' : 'shrinks';
}

/** The home's size, where its session asks for more. Kubernetes lets a claim grow only when it is bound. */
export function homeGrowth(session: VDISession, home: HomeRecord): Drift[] {
  return home.phase === 'Bound' && homeChange(session, home) === 'grows'
    ? [
        {
          path: ['spec', 'resources', 'requests', 'storage'],
          wanted: homeSize(session),
        },
      ]
    : [];
}

/** What is to be told of a home that changes its size, with a reason for machines; `undefined` where there is nothing to tell. */
export function describeHomeSize(
  session: VDISession,
  home: HomeRecord,
  pastRepairs: readonly PastRepair[] = [],
): { reason: string; message: string } | undefined {
  const { requested = '', capacity = requested, resizing = [] } = home;
  const { refused } = pastRepairs.find(({ kind }) => kind === 'home') ?? {};
  if (refused && homeChange(session, home) === 'grows') {
    return {
      reason: 'ResizeRefused',
      message: `The home volume stays at ${formatBytes(requested)}: ${refused.message}`,
    };
  }
  if ((parseBytes(capacity) ?? 0) >= (parseBytes(requested) ?? 0)) {
    return undefined;
  }
  const failed = resizing.find(
    ({ type, status }) => type.endsWith('ResizeError') && status === 'True',
  );
  if (failed) {
    return {
      reason: 'ResizeFailed',
      message: `The home volume cannot grow to ${formatBytes(requested)} now: ${failed.message ?? 'the storage does not say why'}`,
    };
  }
  const mounts = resizing.some(
    ({ type, status }) =>
      type === 'FileSystemResizePending' && status === 'True',
  );
  return {
    reason: mounts ? 'FileSystemResizePending' : 'Resizing',
    message: `The home volume grows from ${formatBytes(capacity)} to ${formatBytes(requested)}${mounts ? ' as soon as a desktop has it' : ''}.`,
  };
}
