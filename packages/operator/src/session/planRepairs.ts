import type { ChildKind } from '../resources';
import type { Settings } from '../settings';
import type { Children } from './children';
import { type Drift, findDrift } from './drift';
import type { ChildRef, Repair } from './plan';
import type { SessionView } from './view';

/**
 * The children that are not as they should be, with the patch that mends them, and when those that have to wait are next.
 * What a plan deletes is not mended.
 *
 * @param now - milliseconds since 1970
 */
export function planRepairs(
  view: SessionView,
  children: Children,
  deletes: readonly ChildRef[],
  now: number,
  settings: Settings,
): { repairs: Repair[]; retryAt?: number } {
  const repairs: Repair[] = [];
  let retryAt: number | undefined;
  const drifts = Object.entries(findDrift(view, children, settings));
  for (const [name, drift] of drifts) {
    const kind = name as ChildKind;
    const child = children.own[kind];
    if (!child || deletes.some(it => it.kind === kind)) continue;
    const repair = repairOf(kind, child.metadata, drift);
    const until = waitsUntil(view, repair);
    if (until <= now) repairs.push(repair);
    else retryAt = Math.min(until, retryAt ?? until);
  }
  return { repairs, retryAt };
}

/** A patch that changes this very object in what drifted, and nothing else. */
export function repairOf(
  kind: ChildKind,
  metadata: { name?: string; uid?: string; resourceVersion?: string },
  drift: readonly Drift[],
): Repair {
  const { name = '', uid = '', resourceVersion } = metadata;
  const body = [
    { op: 'test', path: '/metadata/uid', value: uid },
    ...drift.map(({ path, wanted }) =>
      wanted === undefined
        ? { op: 'remove', path: pointer(path) }
        : { op: 'add', path: pointer(path), value: wanted },
    ),
  ];
  return {
    kind,
    name,
    uid,
    resourceVersion,
    fields: [...new Set(drift.map(({ path }) => path[1]))],
    patch: { type: 'json', body },
  };
}

/** RFC 6901. */
function pointer(path: readonly string[]): string {
  return path
    .map(part => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

function waitsUntil({ pastRepairs = [] }: SessionView, repair: Repair): number {
  const past = pastRepairs.find(({ kind }) => kind === repair.kind);
  if (!past) return 0;
  const other =
    past.refused && past.refused.patch !== JSON.stringify(repair.patch.body);
  return other ? 0 : past.until;
}
