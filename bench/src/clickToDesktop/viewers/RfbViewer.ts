import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Keysym, PATIENCE_MS, Viewer, type ViewerOptions } from './Viewer';

const NO_SECURITY = 1;
const SHARED = 1;

/** The encoding whose rectangles tell how long they are. */
const ZRLE = 16;

/** Messages of the server that have more than their type. */
const UPDATE = 0;
const CUT_TEXT = 3;

/** As much of a VNC viewer (RFC 6143) as it takes to be sent pictures and to type. */
export class RfbViewer extends Viewer {
  #unread = Buffer.alloc(0);
  #arrived: () => void = () => {};
  #width = 0;
  #height = 0;

  private constructor(socket: WebSocket) {
    super(socket);
    socket.on('message', (data: Buffer) => {
      this.#unread = Buffer.concat([this.#unread, data]);
      this.#arrived();
    });
  }

  /** Connects to a desktop at its origin, such as `wss://desktop.example.com`; resolves when changes will be told. */
  static async open(
    origin: string,
    options?: ViewerOptions,
  ): Promise<RfbViewer> {
    const socket = new WebSocket(`${origin}/websockify`, options);
    const viewer = new RfbViewer(socket);
    await once(socket, 'open', { signal: AbortSignal.timeout(PATIENCE_MS) });
    await viewer.#greet();
    void viewer.#follow();
    return viewer;
  }

  askForPicture(): void {
    this.#request('all');
  }

  press(key: Keysym): void {
    const event = (down: number) => {
      const message = Buffer.from([4, down, 0, 0, 0, 0, 0, 0]);
      message.writeUInt32BE(key, 4);
      return message;
    };
    this.socket.send(Buffer.concat([event(1), event(0)]));
  }

  async #greet(): Promise<void> {
    const version = await this.#read(12);
    this.socket.send(version);
    const [kinds] = await this.#read(1);
    await this.#read(kinds);
    this.socket.send(Buffer.from([NO_SECURITY]));
    const refused = (await this.#read(4)).readUInt32BE();
    if (refused) throw new Error('The VNC server lets nobody in.');
    this.socket.send(Buffer.from([SHARED]));
    const screen = await this.#read(24);
    this.#width = screen.readUInt16BE(0);
    this.#height = screen.readUInt16BE(2);
    await this.#read(screen.readUInt32BE(20));
    this.socket.send(Buffer.from([2, 0, 0, 1, 0, 0, 0, ZRLE]));
  }

  /** Has the next change be told at any time, as pages do. */
  async #follow(): Promise<void> {
    for (;;) {
      this.#request('changes');
      await this.#update();
      this.emit('frame');
    }
  }

  #request(what: 'all' | 'changes'): void {
    const message = Buffer.alloc(10);
    message.writeUInt8(3, 0);
    message.writeUInt8(what === 'changes' ? 1 : 0, 1);
    message.writeUInt16BE(this.#width, 6);
    message.writeUInt16BE(this.#height, 8);
    this.socket.send(message);
  }

  /** Reads up to the end of the next picture. */
  async #update(): Promise<void> {
    for (;;) {
      const [type] = await this.#read(1);
      if (type === UPDATE) break;
      if (type === CUT_TEXT) {
        const length = (await this.#read(7)).readUInt32BE(3);
        await this.#read(length);
      }
    }
    const rectangles = (await this.#read(3)).readUInt16BE(1);
    for (let n = 0; n < rectangles; n += 1) {
      // Its place, its size, its encoding; then how long it is.
      const length = (await this.#read(16)).readUInt32BE(12);
      await this.#read(length);
    }
  }

  async #read(bytes: number): Promise<Buffer> {
    while (this.#unread.length < bytes) {
      await new Promise<void>(resolve => {
        this.#arrived = resolve;
      });
    }
    const found = this.#unread.subarray(0, bytes);
    this.#unread = this.#unread.subarray(bytes);
    return found;
  }
}
