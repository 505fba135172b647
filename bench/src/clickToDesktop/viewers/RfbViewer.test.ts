import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { RfbViewer } from './RfbViewer';

/** All that a server says until it has let a viewer in: version, security, screen of 8 × 4 pixels called "x". */
const WELCOME = Buffer.concat([
  Buffer.from('RFB 003.008\n'),
  Buffer.from([1, 1, 0, 0, 0, 0]),
  Buffer.from([0, 8, 0, 4, ...Array<number>(16).fill(0), 0, 0, 0, 1, 120]),
]);

const BELL = Buffer.from([2]);
const CUT_TEXT = Buffer.from([3, 0, 0, 0, 0, 0, 0, 2, 0, 0]);

/** Two rectangles of three bytes and of none, those of the first looking like messages. */
const PICTURE = Buffer.concat([
  Buffer.from([0, 0, 0, 2]),
  Buffer.from([0, 0, 0, 0, 0, 8, 0, 4, 0, 0, 0, 16, 0, 0, 0, 3, 0, 0, 0]),
  Buffer.from([0, 0, 0, 0, 0, 8, 0, 4, 0, 0, 0, 16, 0, 0, 0, 0]),
]);

describe('RfbViewer', () => {
  it('says a frame once all of it has come', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const connected = once(server, 'connection').then(
      ([socket]: WebSocket[]) => {
        socket.send(WELCOME);
        return socket;
      },
    );
    const viewer = await RfbViewer.open(`ws://127.0.0.1:${port}`);
    const desktop = await connected;
    let frames = 0;
    viewer.on('frame', () => {
      frames += 1;
    });

    desktop.send(Buffer.concat([BELL, CUT_TEXT, PICTURE.subarray(0, 21)]));
    await viewer.echo();
    expect(frames).toBe(0);

    desktop.send(Buffer.concat([PICTURE.subarray(21), PICTURE]));
    await once(viewer, 'frame');
    await once(viewer, 'frame');
    expect(frames).toBe(2);

    viewer.close();
    server.close();
  });
});
