import type { Informer, KubeObject } from '@backstage-vdi/kube';
import {
  childName,
  homeName,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import type { ClaimWarnings } from '../events/ClaimWarnings';
import type { Evictions } from '../events/Evictions';
import type { GpuWatch } from '../gpus/GpuWatch';
import type { RouteProber } from '../reachability/RouteProber';
import type { HostClaims } from '../routes/HostClaims';
import type { ChildCaches } from './ChildCaches';
import type { DriftPace } from './driftPace';
import type { Refusals } from './refusals';
import type { Activity, SessionView } from './view';

/** What an observation reads: memory only. */
export interface Sources {
  sessions: Informer<KubeObject, VDISession>;
  templates: Informer<KubeObject, VDITemplate>;
  children: ChildCaches;
  refusals: Refusals;
  pace: DriftPace;
  /** What is known of people at desktops, by the session's UID. Absent: nobody looks. */
  activity?: { of(uid: string): Activity | undefined };
  /** What is known of the way to a session's pod. Absent: nobody checks routes. */
  routeCheck?: Pick<RouteProber, 'of'>;
  /** Who has which host name. Absent: every session has its own. */
  hosts?: Pick<HostClaims, 'of'>;
  /** Absent: nothing is known of the cluster's GPUs. */
  gpus?: Pick<GpuWatch, 'useFor'>;
  /** Absent: it is not known why a claim is not served. */
  claimWarnings?: Pick<ClaimWarnings, 'of'>;
  /** Absent: pods are ended for the reasons that their status has. */
  evictions?: Pick<Evictions, 'explain'>;
}

/**
 * Puts together everything that is known of a session; `undefined` where there is none.
 *
 * @param key - `namespace/name`
 */
export function observe(
  key: string,
  sources: Sources,
): SessionView | undefined {
  const session = sources.sessions.store.get(key);
  if (!session) return undefined;
  const { name, namespace, uid = '' } = session.metadata;
  const { home, service, route, pod } = sources.children;
  const child = `${namespace}/${childName(name)}`;
  const claim = home.store.get(`${namespace}/${homeName(name)}`);
  const template = sources.templates.store.get(session.spec.template);
  const desktop = pod.store.get(child);
  return {
    session,
    template,
    named: {
      home: claim,
      service: service.store.get(child),
      route: route.store.get(child),
      pod: desktop && (sources.evictions?.explain(desktop) ?? desktop),
    },
    routesKnown: sources.children.routesKnown,
    ...sources.hosts?.of(session),
    refusals: sources.refusals.of(key, uid),
    pastRepairs: sources.pace.of(key, uid),
    activity: sources.activity?.of(uid),
    routeCheck: sources.routeCheck?.of(key, desktop?.metadata.uid),
    gpus: sources.gpus?.useFor(session, template),
    homeTrouble: sources.claimWarnings?.of(claim),
  };
}
