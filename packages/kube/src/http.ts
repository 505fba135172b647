import { RawRequest, Stream } from './request';

/** How requests reach one API server. */
export interface Http {
  /**
   * Makes a request and reads its JSON reply; an empty one is `undefined`.
   *
   * @throws KubeError, ConnectionError when credentials cannot be had, what `beforeSend` throws, or the signal's reason.
   */
  request<T>(request: RawRequest): Promise<T>;
  /**
   * Opens a reply that goes on, on a connection of its own that ends with it.
   *
   * @throws as {@link Http.request}, until the reply has begun; afterwards its `body` throws what the connection says.
   */
  stream(request: RawRequest): Promise<Stream>;
  /** The same way with the same credentials over connections of its own, which are to be closed on their own. */
  apart(connections: number): Http;
  /** What time it is for the server, as far as its replies told. */
  serverTime(): number | undefined;
  /** Breaks off what is still running and closes every socket; requests made afterwards fail. */
  close(): Promise<void>;
}
