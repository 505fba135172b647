/** What a TLS connection to the API server is made with. PEM texts. */
export interface TlsOptions {
  /** Authorities to trust; left out, Node's own. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  /** The name to expect in the server's certificate when it is not the host of the address. */
  readonly servername?: string;
  /** False only when the kubeconfig says `insecure-skip-tls-verify`. */
  readonly rejectUnauthorized?: boolean;
}

/** How to authenticate, at this moment. */
export interface Credentials {
  /** The same object as before means: nothing changed, open connections stay good. */
  readonly tls: TlsOptions;
  /** Headers of every request: `authorization`, and `impersonate-user` when the kubeconfig asks for it. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where the API server is and who we are to it. */
export interface Connection {
  /** Address with scheme, and a path when the API is served below one. */
  readonly server: string;
  /** The namespace that the service account or the kubeconfig's context belongs to; `default` when it says nothing. */
  readonly namespace: string;
  /**
   * The credentials to use now; cheap enough to be asked before each request.
   *
   * @param rejected - the credentials that the server just answered 401 to, or by which we do not trust it: fetch fresh ones if these are still the current ones.
   */
  credentials(rejected?: Credentials): Promise<Credentials>;
}

/** There is no usable way to an API server; the message says what was looked for and what to do. */
export class ConnectionError extends Error {
  readonly name = 'ConnectionError';
  readonly code = 'KUBE_CONNECTION';
}
