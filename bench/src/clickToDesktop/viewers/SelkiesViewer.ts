import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type Keysym, PATIENCE_MS, Viewer, type ViewerOptions } from './Viewer';

/** Who comes sooner after somebody else from the same address is turned away. Milliseconds. */
const APART_MS = 600;

/** How a message begins that is a frame. Its kind follows, and its number in two bytes. */
const VIDEO = 0x04;
const WHOLE = 0x01;

/** Thirty frames a second come whatever happens. One in which something has changed is longer than the one before, in bytes. */
const GROWTH = 40;

const WIDTH = 1440;
const HEIGHT = 900;

/** As much of a Selkies page as it takes to be sent pictures and to type. */
export class SelkiesViewer extends Viewer {
  #length = 0;
  /** One for each message that is a frame. */
  readonly #beats = new EventEmitter<{ beat: [] }>();

  private constructor(socket: WebSocket) {
    super(socket);
    socket.on('message', (message: Buffer, isBinary) => {
      if (isBinary && message[0] === VIDEO) this.#look(message);
    });
  }

  /** Connects to a desktop at its origin, such as `wss://desktop.example.com`; resolves when a picture has come. */
  static async open(
    origin: string,
    options?: ViewerOptions,
  ): Promise<SelkiesViewer> {
    await delay(APART_MS);
    const socket = new WebSocket(`${origin}/api/websockets`, options);
    const viewer = new SelkiesViewer(socket);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await once(socket, 'open', { signal });
    const settings = {
      displayId: 'primary',
      // Another tab joins beside the first one, and is sent the same.
      tabId: randomUUID(),
      initialClientWidth: WIDTH,
      initialClientHeight: HEIGHT,
    };
    socket.send(`SETTINGS,${JSON.stringify(settings)}`);
    await once(viewer, 'frame', { signal });
    viewer.#point();
    return viewer;
  }

  askForPicture(): void {
    this.socket.send('REQUEST_KEYFRAME');
  }

  press(key: Keysym): void {
    this.socket.send(`kd,${key}`);
    this.socket.send(`ku,${key}`);
  }

  override async beat(): Promise<void> {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    await once(this.#beats, 'beat', { signal });
  }

  #look(frame: Buffer): void {
    this.#beats.emit('beat');
    // Who does not say what has come is sent less.
    this.socket.send(`CLIENT_FRAME_ACK ${frame.readUInt16BE(2)}`);
    const isWhole = (frame[1] & 0x0f) === WHOLE;
    const hasChanged = frame.length > this.#length + GROWTH;
    this.#length = frame.length;
    if (isWhole || hasChanged) this.emit('frame');
  }

  /** Clicks the terminal, in the middle of the screen: keys go where the pointer went. */
  #point(): void {
    for (const buttons of [1, 0]) {
      this.socket.send(`m,${WIDTH / 2},${HEIGHT / 2},${buttons},0`);
    }
  }
}
