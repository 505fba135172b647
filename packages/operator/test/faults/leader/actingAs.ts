import type { Connection } from '@backstage-vdi/kube';

/** The same connection as somebody else: what the audit log knows its user by. */
export function actingAs(connection: Connection, user: string): Connection {
  return {
    ...connection,
    async credentials(rejected) {
      const { tls, headers } = await connection.credentials(rejected);
      return { tls, headers: { ...headers, 'impersonate-user': user } };
    },
  };
}
