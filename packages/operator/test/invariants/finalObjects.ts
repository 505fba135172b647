import { childName, homeName } from '@backstage-vdi/plugin-vdi-common';
import type { Any, TestNamespace } from '../TestNamespace';

/** What the API server or a controller of Kubernetes decides anew for each object. */
const ASSIGNED = new Set([
  'clusterIP',
  'clusterIPs',
  'creationTimestamp',
  'managedFields',
  'nodeName',
  'resourceVersion',
  // Simulated nodes replace the scheduler's condition when they are late.
  'timings',
  'volumeName',
  'uid',
]);
/** Annotations of the volume binder. */
const BINDER = /^(pv|volume)\.(beta\.)?kubernetes\.io\//;
/** Of fields and of sentences, which have the date too when it is not today's. */
const TIME =
  /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z|(\d{4}-\d\d-\d\d )?\d\d:\d\d UTC/g;

/**
 * A session and its children, without what differs between any two of them: names, identities and times. Two sessions of the same
 * life have the same, whatever happened to their operators.
 */
export function finalObjects(ns: TestNamespace, session: string): object {
  const name = childName(session);
  const home = homeName(session);
  const found = {
    session: ns.get('session', session),
    home: ns.get('home', home),
    service: ns.get('service', name),
    route: ns.get('route', name),
    pod: withoutProgress(ns.get('pod', name)),
  };
  const { host, nodeName } = ns.status(session);
  const labels: Array<[string, string]> = [
    [home, '<home>'],
    [session, '<session>'],
    [name, '<session>'],
    [ns.name, '<namespace>'],
    ...Object.values(found).map((object): [string, string] => [
      object?.metadata?.uid ?? '',
      '<uid>',
    ]),
    [host ?? '', '<host>'],
    [nodeName ?? '', '<node>'],
  ];
  const text = JSON.stringify(found, (key, value) =>
    ASSIGNED.has(key) || BINDER.test(key) ? undefined : value,
  );
  return JSON.parse(
    labels
      .filter(([what]) => what)
      .reduce((all, [what, label]) => all.replaceAll(what, label), text)
      .replace(TIME, '<time>'),
  );
}

/** A pod as it was asked for: how far it is, the kubelet decides. */
function withoutProgress(pod: Any | undefined): Any | undefined {
  return pod && { ...pod, status: { phase: pod.status?.phase } };
}
