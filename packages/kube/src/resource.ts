/** A kind of object as the API server's paths name it. */
export interface Resource {
  /** API group; empty for the core group. */
  readonly group: string;
  readonly version: string;
  /** Lower-case plural, as in the path. */
  readonly plural: string;
  readonly kind: string;
  /** False for objects of the cluster, such as nodes. */
  readonly namespaced: boolean;
}

/** Which object, or which collection, of a resource. */
export interface ObjectRef {
  /** Ignored for a resource that has none; left out of a namespaced collection it means all namespaces. */
  namespace?: string;
  /** Left out it means the collection. */
  name?: string;
  /** For example `status` or `scale`. */
  subresource?: string;
}

const core = (plural: string, kind: string, namespaced = true): Resource => ({
  group: '',
  version: 'v1',
  plural,
  kind,
  namespaced,
});

export const POD = core('pods', 'Pod');
export const SERVICE = core('services', 'Service');
export const PERSISTENT_VOLUME_CLAIM = core(
  'persistentvolumeclaims',
  'PersistentVolumeClaim',
);
export const NAMESPACE = core('namespaces', 'Namespace', false);

/** `group/version`, or `version` for the core group: the `apiVersion` of an object of this resource. */
export function apiVersionOf(resource: Resource): string {
  return resource.group
    ? `${resource.group}/${resource.version}`
    : resource.version;
}

/**
 * The path of an object or a collection, every segment encoded.
 *
 * @throws TypeError when an object of a namespaced resource is named without its namespace: such a path would name
 * another object, or none.
 */
export function resourcePath(resource: Resource, ref: ObjectRef = {}): string {
  const segments = resource.group
    ? ['apis', resource.group, resource.version]
    : ['api', resource.version];
  if (resource.namespaced && ref.namespace) {
    segments.push('namespaces', ref.namespace);
  } else if (resource.namespaced && ref.name) {
    throw new TypeError(
      `${resource.kind} "${ref.name}" is named without its namespace`,
    );
  }
  segments.push(resource.plural);
  if (ref.name) {
    segments.push(ref.name);
  }
  if (ref.subresource) {
    segments.push(ref.subresource);
  }
  return `/${segments.map(encodeSegment).join('/')}`;
}

/** Encodes one segment; `.` and `..` are refused because URL parsers on the way resolve them into another path. */
function encodeSegment(segment: string): string {
  if (segment === '.' || segment === '..') {
    throw new TypeError(`"${segment}" cannot be part of an object's path`);
  }
  return encodeURIComponent(segment);
}
