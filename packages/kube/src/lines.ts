const NEWLINE = 10;

/**
 * Cuts a stream of bytes into lines, wherever the pieces end: in the middle of a line or of a character. Empty lines are
 * left out. What stands after the last newline when the stream ends is yielded too: to the reader it is a line cut short.
 */
export async function* splitLines(
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  // The pieces of a line are joined once, when it is complete: a long line in many pieces stays linear.
  let pieces: Uint8Array[] = [];
  const line = (last: Uint8Array): string => {
    pieces.push(last);
    const text = Buffer.concat(pieces).toString('utf8');
    pieces = [];
    return text;
  };
  for await (const chunk of body) {
    let start = 0;
    for (
      let end = chunk.indexOf(NEWLINE);
      end >= 0;
      end = chunk.indexOf(NEWLINE, start)
    ) {
      const text = line(chunk.subarray(start, end));
      start = end + 1;
      if (text) {
        yield text;
      }
    }
    if (start < chunk.length) {
      pieces.push(chunk.subarray(start));
    }
  }
  const rest = line(new Uint8Array());
  if (rest) {
    yield rest;
  }
}
