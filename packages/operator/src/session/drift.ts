import { isDeepStrictEqual } from 'node:util';
import { LABEL_MANAGED_BY } from '@backstage-vdi/plugin-vdi-common';
import { buildIngressRoute } from '../children/buildIngressRoute';
import { buildService } from '../children/buildService';
import { childLabels } from '../children/childMeta';
import { serviceFields } from '../children/serviceFields';
import type { ChildKind } from '../resources';
import type { Settings } from '../settings';
import { resolveRuntime } from '../runtimes/resolveRuntime';
import type { Children } from './children';
import { homeGrowth } from './driftHome';
import { hostOf } from './status';
import type { SessionView } from './view';

/** A field of an object that is not as it should be. */
export interface Drift {
  path: readonly string[];
  /** What it should be; `undefined` where it should not be there. */
  wanted: unknown;
}

/** What of a session's children is not as the session, its template and the settings want it now. */
export function findDrift(
  view: SessionView,
  { own }: Children,
  settings: Settings,
): Partial<Record<ChildKind, Drift[]>> {
  const { session } = view;
  const spec = {
    home: own.home && homeGrowth(session, own.home),
    service:
      own.service &&
      specDrift(serviceFields(buildService(session).spec), own.service.spec),
    route: own.route && routeDrift(view, own, settings),
    pod: [],
  };
  const drifts: Partial<Record<ChildKind, Drift[]>> = {};
  for (const kind of ['home', 'service', 'route', 'pod'] as const) {
    const child = own[kind];
    // What goes is left to go; a record without our label has left the watch, and is read again before it is mended.
    if (
      !child ||
      child.metadata.deletionTimestamp ||
      !child.metadata.labels?.[LABEL_MANAGED_BY]
    ) {
      continue;
    }
    const labels = labelDrift(childLabels(session), child.metadata.labels);
    const found = [...labels, ...(spec[kind] ?? [])];
    if (found.length) drifts[kind] = found;
  }
  return drifts;
}

/**
 * The labels that are not as they should be.
 *
 * @param labels - all that the object has, or at least one of them
 */
export function labelDrift(
  wanted: Record<string, string>,
  labels: Record<string, string> | undefined,
): Drift[] {
  if (!labels) return [{ path: ['metadata', 'labels'], wanted }];
  return Object.entries(wanted)
    .filter(([label, value]) => labels[label] !== value)
    .map(([label, value]) => ({
      path: ['metadata', 'labels', label],
      wanted: value,
    }));
}

function routeDrift(
  { session, template }: SessionView,
  { pod, route }: Children['own'],
  settings: Settings,
): Drift[] {
  // A desktop that runs speaks as it did when its pod was made.
  const scheme = pod?.scheme ?? (template && resolveRuntime(template).scheme);
  if (!scheme || !route) return [];
  const host = hostOf(session, settings);
  const { spec } = buildIngressRoute(session, scheme, host, settings);
  return specDrift(spec, route.spec);
}

/** The fields of a spec that differ, those that should not be there too. */
function specDrift(wanted: object, found: object): Drift[] {
  const fields = new Map(Object.entries(wanted));
  for (const name of Object.keys(found)) {
    if (!fields.has(name)) fields.set(name, undefined);
  }
  return [...fields]
    .filter(
      ([name, value]) =>
        !isDeepStrictEqual(value, (found as Record<string, unknown>)[name]),
    )
    .map(([name, value]) => ({ path: ['spec', name], wanted: value }));
}
