import { AddressInfo, connect, createServer, Server, Socket } from 'node:net';

/** Stands between a client and the API server and breaks connections when a test says so. */
export class TcpProxy {
  readonly #sockets = new Set<Socket>();
  #refusing = false;

  private constructor(private readonly server: Server) {}

  /** Forwards to a server's address. */
  static async start(target: URL): Promise<TcpProxy> {
    const server = createServer({ allowHalfOpen: false });
    const proxy = new TcpProxy(server);
    server.on('connection', socket => {
      if (proxy.#refusing) {
        socket.resetAndDestroy();
        return;
      }
      const upstream = connect(Number(target.port), target.hostname);
      for (const [from, to] of [
        [socket, upstream],
        [upstream, socket],
      ]) {
        proxy.#sockets.add(from);
        from.on('error', () => {});
        from.on('close', () => {
          proxy.#sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `https://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resets every connection, and new ones too until {@link TcpProxy.heal}. */
  cut(): void {
    this.#refusing = true;
    this.#sockets.forEach(socket => socket.resetAndDestroy());
  }

  heal(): void {
    this.#refusing = false;
  }

  async stop(): Promise<void> {
    this.#sockets.forEach(socket => socket.destroy());
    await new Promise(resolve => this.server.close(resolve));
  }
}
