import { once } from 'node:events';
import { ServerResponse } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { Fault, Interruption, ProxiedRequest } from './FaultProxyRule';

/** An answer on its way to the client, to be broken in every way. */
export class FaultProxyAnswer {
  #swallowing = false;
  #truncating = false;
  #sent = 0;

  constructor(
    readonly request: ProxiedRequest,
    private readonly response: ServerResponse,
    private readonly fault: Fault | undefined,
  ) {}

  /** What to do to it now. */
  interrupt(how: Interruption): void {
    if (how === 'reset') {
      this.response.socket?.resetAndDestroy();
    } else if (how === 'fin') {
      this.response.socket?.end();
    } else if (how === 'blackhole') {
      this.#swallowing = true;
    } else if (how === 'truncate') {
      this.#truncating = true;
    } else {
      this.response.write(how.inject);
    }
  }

  /** Passes a piece on as the fault wants it; resolves when the client can take more. */
  async pass(piece: Buffer): Promise<void> {
    if (this.#swallowing) {
      return;
    }
    if (this.#truncating) {
      await this.#breakOffAfter(piece.subarray(0, piece.length / 2));
      return;
    }
    const { fault } = this;
    if (typeof fault === 'object' && 'splitEvery' in fault) {
      const { splitEvery: every } = fault;
      const size = typeof every === 'number' ? () => every : every;
      for (let rest = piece; rest.length > 0;) {
        const length = Math.max(1, Math.floor(size()));
        // A turn of the event loop for each: what comes together is read together.
        await setImmediate();
        await this.#write(rest.subarray(0, length));
        rest = rest.subarray(length);
      }
    } else if (typeof fault === 'object' && 'truncateAfter' in fault) {
      const left = fault.truncateAfter - this.#sent;
      await (piece.length < left
        ? this.#write(piece)
        : this.#breakOffAfter(piece.subarray(0, left)));
    } else {
      await this.#write(piece);
    }
  }

  /** The API server has said all. */
  end(): void {
    if (!this.#swallowing) {
      this.response.end();
    }
  }

  async #write(piece: Buffer): Promise<void> {
    this.#sent += piece.length;
    if (!this.response.write(piece) && !this.response.destroyed) {
      await Promise.race([
        once(this.response, 'drain'),
        once(this.response, 'close'),
      ]);
    }
  }

  async #breakOffAfter(piece: Buffer): Promise<void> {
    await this.#write(piece);
    this.#swallowing = true;
    this.interrupt('fin');
  }
}
