import { isDeepStrictEqual } from 'node:util';
import {
  LABEL_MANAGED_BY,
  type ObjectMeta,
} from '@backstage-vdi/plugin-vdi-common';
import { buildService } from '../children/buildService';
import { childLabels } from '../children/childMeta';
import type { Service } from '../children/manifests';
import { serviceFields } from '../children/serviceFields';
import type { ChildKind } from '../resources';
import { rendererOf } from '../routes/rendererOf';
import type { Settings } from '../settings';
import type { Children } from './children';
import { homeGrowth } from './driftHome';
import { schemeOf } from './scheme';
import type { ServiceRecord } from './records';
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
  const others = {
    home: own.home && homeGrowth(session, own.home),
    ...routingDrift(view, own, settings),
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
    const found = [...labels, ...(others[kind] ?? [])];
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

function routingDrift(
  view: SessionView,
  { pod, service, route }: Children['own'],
  settings: Settings,
): { service?: Drift[]; route?: Drift[] } {
  const { session } = view;
  const scheme = schemeOf(view, pod);
  // Without a pod and a template nobody knows how the desktop would speak.
  if (!scheme) {
    const wanted = buildService(session).spec;
    return { service: service && serviceSpecDrift(wanted, service) };
  }
  const routes = rendererOf(settings);
  const host = hostOf(session, settings);
  const wanted = {
    service: buildService(
      session,
      routes.serviceAnnotations(session, scheme, settings),
    ),
    route: routes.build(session, scheme, host, settings),
  };
  return {
    service: service && [
      ...annotationDrift(wanted.service.metadata, service.metadata),
      ...serviceSpecDrift(wanted.service.spec, service),
    ],
    route: route && [
      ...annotationDrift(wanted.route.metadata, route.metadata),
      ...specDrift(wanted.route.spec, route.spec),
    ],
  };
}

function serviceSpecDrift(
  wanted: Service['spec'],
  { spec }: ServiceRecord,
): Drift[] {
  return specDrift(serviceFields(wanted), spec);
}

/** The annotations that differ, those that should not be there too: a record has no others than ours. */
function annotationDrift(
  { annotations: wanted = {} }: ObjectMeta,
  { annotations: found }: ObjectMeta,
): Drift[] {
  if (!found) {
    const some = Object.keys(wanted).length > 0;
    return some ? [{ path: ['metadata', 'annotations'], wanted }] : [];
  }
  return fieldDrift(['metadata', 'annotations'], wanted, found);
}

/** The fields of a spec that differ, those that should not be there too. */
function specDrift(wanted: object, found: object): Drift[] {
  return fieldDrift(['spec'], wanted, found);
}

function fieldDrift(
  parent: readonly string[],
  wanted: object,
  found: object,
): Drift[] {
  const fields = new Map(Object.entries(wanted));
  for (const name of Object.keys(found)) {
    if (!fields.has(name)) fields.set(name, undefined);
  }
  return [...fields]
    .filter(
      ([name, value]) =>
        !isDeepStrictEqual(value, (found as Record<string, unknown>)[name]),
    )
    .map(([name, value]) => ({ path: [...parent, name], wanted: value }));
}
