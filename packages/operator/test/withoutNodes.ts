import type { Connection, Resource } from '@backstage-vdi/kube';
import type { Any, TestNamespace } from './TestNamespace';

const rbac = (plural: string, kind: string): Resource => ({
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural,
  kind,
  namespaced: false,
});
const ROLE = rbac('clusterroles', 'ClusterRole');
const BINDING = rbac('clusterrolebindings', 'ClusterRoleBinding');

/** A connection that may do everything that desktops need, but read nodes. */
export async function withoutNodes({
  name,
  connection,
  transport,
}: TestNamespace): Promise<{
  connection: Connection;
  remove(): Promise<void>;
}> {
  const metadata = { name };
  const everything = (apiGroup: string, ...resources: string[]) => ({
    apiGroups: [apiGroup],
    resources,
    verbs: ['*'],
  });
  await transport.create<Any>(ROLE, {
    metadata,
    rules: [
      everything('vdi.kasm.io', '*'),
      everything('traefik.io', '*'),
      everything('events.k8s.io', '*'),
      everything('', 'persistentvolumeclaims', 'pods', 'services'),
    ],
  } as Any);
  await transport.create<Any>(BINDING, {
    metadata,
    roleRef: {
      apiGroup: ROLE.group,
      kind: ROLE.kind,
      name,
    },
    subjects: [{ apiGroup: ROLE.group, kind: 'User', name }],
  } as Any);
  return {
    connection: {
      ...connection,
      async credentials(rejected) {
        const { tls, headers } = await connection.credentials(rejected);
        return { tls, headers: { ...headers, 'impersonate-user': name } };
      },
    },
    async remove() {
      await transport.delete(BINDING, metadata);
      await transport.delete(ROLE, metadata);
    },
  };
}
