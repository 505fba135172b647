import { Http } from './http';
import { Leadership } from './leadership';
import { RawRequest, Stream } from './request';
import { withAnySignal } from './signals';

/** Lets writes pass only while a leadership lasts; reads always. */
export class GuardedHttp implements Http {
  constructor(
    private readonly http: Http,
    private readonly leadership: Leadership,
  ) {}

  async request<T>(request: RawRequest): Promise<T> {
    if (request.method === 'GET') {
      return this.http.request<T>(request);
    }
    const beforeSend = () => this.leadership.assert();
    // Now too, so that nothing waits in vain for credentials or for a busy server.
    beforeSend();
    const { signal } = this.leadership;
    const signals = request.signal ? [signal, request.signal] : [signal];
    return withAnySignal(signals, any =>
      this.http.request<T>({ ...request, beforeSend, signal: any }),
    );
  }

  stream(request: RawRequest): Promise<Stream> {
    return this.http.stream(request);
  }

  apart(connections: number): Http {
    return new GuardedHttp(this.http.apart(connections), this.leadership);
  }

  serverTime(): number | undefined {
    return this.http.serverTime();
  }

  close(): Promise<void> {
    return this.http.close();
  }
}
