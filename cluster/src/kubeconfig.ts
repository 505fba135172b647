import { stringify } from 'yaml';

/** How to reach the API server, and as whom. */
export interface KubeconfigOptions {
  /** The cluster's name; also the name of the context. */
  cluster: string;
  server: string;
  /** The certificate authority, PEM. */
  ca: string;
  /** A client certificate with its key, PEM, or a token. */
  user: { cert: string; key: string } | { token: string };
}

/** The text of a kubeconfig that needs no other file. */
export function renderKubeconfig(options: KubeconfigOptions): string {
  const { cluster, server, ca, user } = options;
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return stringify(
    {
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': cluster,
      clusters: [
        {
          name: cluster,
          cluster: { server, 'certificate-authority-data': base64(ca) },
        },
      ],
      users: [
        {
          name: cluster,
          user:
            'token' in user
              ? user
              : {
                  'client-certificate-data': base64(user.cert),
                  'client-key-data': base64(user.key),
                },
        },
      ],
      contexts: [{ name: cluster, context: { cluster, user: cluster } }],
    },
    { lineWidth: 0 },
  );
}
