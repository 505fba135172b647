import { isAlreadyExists } from '../errors';
import type { KubeObject } from '../object';
import { NAMESPACE, type Resource } from '../resource';
import type { Transport } from '../transport';
import { type Deed, untilReviewed } from './untilReviewed';

/** A service account, a role or a binding, as a manifest has it. */
export interface RightsObject extends KubeObject {
  metadata: { name: string; namespace?: string };
  rules?: Array<{
    apiGroups: string[];
    resources: string[];
    resourceNames?: string[];
    verbs: string[];
  }>;
  subjects?: Array<{ namespace: string; name: string }>;
}

/** What a manifest gives, in a cluster. */
export interface GrantedRights {
  /** Who has these rights and no others: the service account that the manifest names, as the API server calls it. */
  user: string;
  /** That of the service account. */
  namespace: string;
  /** Resolves when nobody has them any more. */
  remove(): Promise<void>;
}

/**
 * Applies the roles and bindings of a manifest, and makes the namespace of the service account that they are for; resolves when it may
 * do what they say.
 */
export async function grantManifest(
  transport: Transport,
  objects: RightsObject[],
): Promise<GrantedRights> {
  const [subject] = objects.flatMap(object => object.subjects ?? []);
  if (!subject) throw new Error('The manifest gives its rights to nobody');
  const { namespace } = subject;
  const user = `system:serviceaccount:${namespace}:${subject.name}`;
  await transport
    .create(NAMESPACE, { metadata: { name: namespace } })
    .catch(error => {
      if (!isAlreadyExists(error)) throw error;
    });
  for (const object of objects) {
    const patch = { type: 'apply', body: object, force: true } as const;
    await transport.patch(resourceOf(object), object.metadata, patch);
  }
  const deeds = objects.flatMap(deedsOf);
  for (const deed of deeds) await untilReviewed(transport, user, deed, true);
  return {
    user,
    namespace,
    async remove() {
      for (const object of objects) {
        await transport.delete(resourceOf(object), object.metadata);
      }
      for (const deed of deeds) {
        await untilReviewed(transport, user, deed, false);
      }
    },
  };
}

/** One of the deeds that each rule allows. */
function deedsOf({ metadata: { namespace }, rules = [] }: RightsObject) {
  return rules.map(({ apiGroups, resources, resourceNames, verbs }): Deed => {
    const [resource, subresource] = resources[0].split('/');
    return {
      verb: verbs[0],
      group: apiGroups[0],
      resource,
      subresource,
      namespace,
      name: resourceNames?.[0],
    };
  });
}

function resourceOf({ apiVersion = '', kind = '' }: KubeObject): Resource {
  const [version, group = ''] = apiVersion.split('/').reverse();
  return {
    group,
    version,
    plural: `${kind.toLowerCase()}s`,
    kind,
    namespaced: !kind.startsWith('Cluster'),
  };
}
