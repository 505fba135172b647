import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Connection, Transport } from '@backstage-vdi/kube';
import { grantManifest, type RightsObject } from '@backstage-vdi/kube/testing';
import { parseAllDocuments } from 'yaml';
import type { RoutingKind } from '../src/routes/rendererOf';

const MANIFESTS = path.join(__dirname, '../manifests');

/** The program's rights as the manifest gives them, in a cluster. */
export interface Rights {
  /** Has these rights and no others. */
  connection: Connection;
  remove(): Promise<void>;
}

/** Gives the two kinds of routes each other's verbs, as the manifest says. */
function exchangeRoutes(objects: RightsObject[]): void {
  const rules = objects.flatMap(object => object.rules ?? []);
  const [one, other] = ['ingressroutes', 'ingresses'].map(plural =>
    rules.find(({ resources }) => resources.includes(plural)),
  );
  if (!one || !other) throw new Error('The manifest has one kind of route');
  [one.verbs, other.verbs] = [other.verbs, one.verbs];
}

/**
 * Applies manifests, and makes a connection that acts as the service account they are for, which may do all that then.
 *
 * @param connection - an administrator's, as the transport's
 * @param routingKind - what they are made to be for, in the way that they say
 */
export async function grantRights(
  transport: Transport,
  connection: Connection,
  manifests: string[] = ['rbac.yaml'],
  routingKind: RoutingKind = 'ingressroute',
): Promise<Rights> {
  const texts = await Promise.all(
    manifests.map(file => readFile(path.join(MANIFESTS, file), 'utf8')),
  );
  const objects = texts
    .flatMap(text => parseAllDocuments(text))
    .map(document => document.toJS() as RightsObject);
  if (routingKind === 'ingress') exchangeRoutes(objects);
  const { namespace, user, remove } = await grantManifest(transport, objects);
  return {
    connection: {
      server: connection.server,
      namespace,
      async credentials(rejected) {
        const { tls, headers } = await connection.credentials(rejected);
        return { tls, headers: { ...headers, 'impersonate-user': user } };
      },
    },
    remove,
  };
}
