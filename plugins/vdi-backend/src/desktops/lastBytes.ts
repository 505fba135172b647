const NEWLINE = 10;

/**
 * The end of a stream: at most `most` bytes, beginning with a whole line where one begins in them. Keeps no more in memory than that
 * and a piece of the stream.
 */
export async function lastBytes(
  body: AsyncIterable<Uint8Array>,
  most: number,
): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  let kept = 0;
  for await (const piece of body) {
    pieces.push(piece);
    kept += piece.length;
    // One byte more than is wanted: it tells whether a line begins right after it.
    while (kept - pieces[0].length > most) kept -= pieces.shift()!.length;
  }
  const end = Buffer.concat(pieces);
  if (end.length <= most) return end;
  const last = end.subarray(-most - 1);
  const line = last.indexOf(NEWLINE) + 1;
  return last.subarray(line > 0 && line < last.length ? line : 1);
}
