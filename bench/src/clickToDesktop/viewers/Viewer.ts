import { EventEmitter, once } from 'node:events';
import type { ClientOptions, WebSocket } from 'ws';

/** No answer of a desktop that works takes that long. Milliseconds. */
export const PATIENCE_MS = 10_000;

/** A key of X11 by its symbol, as RFB and Selkies both have them. */
export type Keysym = number;

/** By which name a desktop is asked for, and whose certificates are trusted, where its address does not say so. */
export type ViewerOptions = Pick<ClientOptions, 'ca' | 'headers'> & {
  servername?: string;
};

/** Who looks at a desktop as its page does, and does not decode what is seen. Says `frame` whenever one has come, whole. */
export abstract class Viewer extends EventEmitter<{ frame: [] }> {
  protected constructor(protected readonly socket: WebSocket) {
    super();
  }

  /** Asks for all of the screen, changed or not. */
  abstract askForPicture(): void;

  /** Presses and releases a key. */
  abstract press(key: Keysym): void;

  /** Has the desktop's server answer as soon as it reads this, with nothing to be drawn. */
  async echo(): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = once(this.socket, 'pong', { signal });
    this.socket.ping();
    await answer;
  }

  /** Resolves with the next beat of a desktop that has one whatever happens; at once where pictures come as something changes. */
  async beat(): Promise<void> {}

  /** Leaves. */
  close(): void {
    this.socket.terminate();
  }
}
