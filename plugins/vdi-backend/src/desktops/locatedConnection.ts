import { readFile } from 'node:fs/promises';
import {
  type Clock,
  type Connection,
  ConnectionError,
  type Credentials,
  freshCredentials,
  inClusterConnection,
  type TlsOptions,
} from '@backstage-vdi/kube';
import type { LocatedCluster } from '../config/readLocatedCluster';

/**
 * A connection to a cluster of Backstage's Kubernetes plugin. Its token and its authorities are looked up again every minute and when they
 * are refused, so that new ones are taken without a restart; its address is that of the start. What cannot be used changes nothing, as
 * where the cluster has another address or is gone from the configuration.
 *
 * @throws ConnectionError when it has no token and this is no pod, or its authorities cannot be read. No token is in its words.
 */
export async function locatedConnection(
  locate: () => LocatedCluster,
  clock?: Clock,
): Promise<Connection> {
  const { token, url } = locate();
  // As the Kubernetes plugin has it.
  if (!token) return inClusterConnection();
  return {
    server: url,
    namespace: namespaceOf(token),
    credentials: await freshCredentials(async known => {
      const now = locate();
      if (now.url === url) return readCredentials(now, known);
      // A token is for the one who has to check it, and for nobody else.
      throw new ConnectionError('The cluster has another address now');
    }, clock),
  };
}

async function readCredentials(
  { token, skipTLSVerify, ...authorities }: LocatedCluster,
  known: Credentials | undefined,
): Promise<Credentials> {
  // Whatever that means at the start, it is no other token for this address.
  if (!token) throw new ConnectionError('The cluster has no token any more');
  const ca = await readAuthorities(authorities);
  const tls: TlsOptions = {
    ...(ca && { ca }),
    ...(skipTLSVerify && { rejectUnauthorized: false }),
  };
  const isSame =
    known?.tls.ca === tls.ca &&
    known?.tls.rejectUnauthorized === tls.rejectUnauthorized;
  return {
    tls: known && isSame ? known.tls : tls,
    headers: { authorization: `Bearer ${token}` },
  };
}

async function readAuthorities({
  caFile,
  caData,
}: Pick<LocatedCluster, 'caFile' | 'caData'>): Promise<string | undefined> {
  if (caFile) {
    return readFile(caFile, 'utf8').catch(cause => {
      throw new ConnectionError(
        `The caFile ${caFile} cannot be read: ${cause.message}`,
        { cause },
      );
    });
  }
  if (!caData) return undefined;
  const text = Buffer.from(caData, 'base64').toString();
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new ConnectionError(
    'The caData is no certificate: it has to be PEM, in base64',
  );
}

/** A token says whose it is, in words that need not be trusted to know where one's own lease is. */
function namespaceOf(token: string): string {
  try {
    const [, claims = ''] = token.split('.');
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString());
    return /^system:serviceaccount:([^:]+):/.exec(sub)?.[1] ?? 'default';
  } catch {
    return 'default';
  }
}
