import { readFile } from 'node:fs/promises';
import { connect, ClientHttp2Session } from 'node:http2';
import { join } from 'node:path';

/** gRPC's frame: not compressed, then the message's length. */
const FRAME = 5;

/**
 * Lets etcd forget every revision before the present one: whoever asks for an older one is told that it is gone. By gRPC itself:
 * two calls do not make a client library worth having, and etcd's JSON gateway takes no client certificates.
 */
export async function compactEtcd(
  stateDir: string,
  port: number,
): Promise<void> {
  const read = (file: string) => readFile(join(stateDir, 'pki', file));
  const [ca, cert, key] = await Promise.all(
    ['ca.crt', 'etcd-client.crt', 'etcd-client.key'].map(read),
  );
  const session = connect(`https://127.0.0.1:${port}`, { ca, cert, key });
  try {
    // RangeRequest { key = 1: "\0", limit = 3: 1 }
    const range = await call(session, 'Range', [0x0a, 1, 0, 0x18, 1]);
    // CompactionRequest { revision = 1, physical = 2: true }
    const revision = varint(revisionOf(range));
    await call(session, 'Compact', [0x08, ...revision, 0x10, 1]);
  } finally {
    session.close();
  }
}

/** A call of etcd's KV service: message in, message out. */
function call(
  session: ClientHttp2Session,
  method: string,
  message: number[],
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    session.once('error', reject);
    const stream = session.request({
      ':method': 'POST',
      ':path': `/etcdserverpb.KV/${method}`,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const parts: Buffer[] = [];
    const judge = (headers: Record<string, unknown>) => {
      const { 'grpc-status': status = '0', 'grpc-message': text } = headers;
      if (status !== '0') reject(new Error(`etcd, ${method}: ${text}`));
    };
    stream.on('response', judge).on('trailers', judge).on('error', reject);
    stream.on('data', part => parts.push(part));
    stream.on('end', () => resolve(Buffer.concat(parts).subarray(FRAME)));
    const frame = Buffer.alloc(FRAME);
    frame.writeUInt32BE(message.length, 1);
    stream.end(Buffer.concat([frame, Buffer.from(message)]));
  });
}

/** RangeResponse { header = 1: { cluster_id = 1, member_id = 2, revision = 3 } }; a header is shorter than 128 bytes. */
function revisionOf(range: Buffer): bigint {
  for (let at = 2; at < range.length;) {
    const tag = range[at++];
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = range[at++];
      value |= BigInt(byte % 128) << shift;
      if (byte < 128) break;
    }
    if (tag === 0x18) return value;
  }
  throw new Error('etcd did not say at which revision it is');
}

/** Seven bits a byte, the lowest first; the highest bit says that there are more. */
function varint(value: bigint): number[] {
  const low = Number(value & 127n);
  return value < 128n ? [low] : [low + 128, ...varint(value >> 7n)];
}
