import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { ApiClient, KubeObject } from './apiClient';
import { packageFolder } from './folders';

/** The collections that a cluster's own objects live in; `{}` is the namespace. */
const COLLECTIONS: Record<string, string> = {
  Namespace: '/api/v1/namespaces',
  Node: '/api/v1/nodes',
  Secret: '/api/v1/namespaces/{}/secrets',
  ServiceAccount: '/api/v1/namespaces/{}/serviceaccounts',
  ClusterRole: '/apis/rbac.authorization.k8s.io/v1/clusterroles',
  ClusterRoleBinding: '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings',
  StorageClass: '/apis/storage.k8s.io/v1/storageclasses',
  IngressClass: '/apis/networking.k8s.io/v1/ingressclasses',
  TLSOption: '/apis/traefik.io/v1alpha1/namespaces/{}/tlsoptions',
  TLSStore: '/apis/traefik.io/v1alpha1/namespaces/{}/tlsstores',
};

/** The path of a file of `manifests/`. */
export function manifestFile(file: string): string {
  return join(packageFolder, 'manifests', file);
}

/** The objects of a file of `manifests/`. */
export async function readManifest(file: string): Promise<KubeObject[]> {
  const text = await readFile(manifestFile(file), 'utf8');
  return parseAllDocuments(text).map(document => document.toJS());
}

/** Creates objects in their order. Done by hand and not by kubectl, whose every start costs a tenth of a second. */
export async function create(client: ApiClient, objects: KubeObject[]) {
  for (const object of objects) {
    const namespace = object.metadata.namespace ?? '';
    const path = COLLECTIONS[object.kind].replace('{}', namespace);
    await client.create(path, stringify(object, { lineWidth: 0 }));
  }
}

/** Waits until an object of the collection fulfils `condition`, and returns it. */
export async function awaitObject(
  client: ApiClient,
  path: string,
  condition: (object: KubeObject) => boolean,
): Promise<KubeObject> {
  for await (const object of client.watch(path)) {
    if (condition(object)) return object;
  }
  throw new Error('a watch does not end');
}

/** Whether the object says that it has the condition `type`. */
export function hasCondition(object: KubeObject, type: string): boolean {
  return Boolean(
    object.status?.conditions?.some(
      condition => condition.type === type && condition.status === 'True',
    ),
  );
}
