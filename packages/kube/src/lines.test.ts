import fc from 'fast-check';
import { splitLines } from './lines';

async function* pieces(bytes: Uint8Array, cuts: number[]) {
  const ends = [...new Set(cuts.map(cut => cut % (bytes.length + 1)))].sort(
    (a, b) => a - b,
  );
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) {
    all.push(line);
  }
  return all;
}

describe('splitLines', () => {
  it('finds the same lines wherever the pieces end', async () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map(text => text.replace(/\n/g, '.'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line),
        fc.array(fc.nat()),
        async (lines, cuts) => {
          const bytes = Buffer.from(lines.map(each => `${each}\n`).join(''));
          expect(await collect(splitLines(pieces(bytes, cuts)))).toEqual(lines);
        },
      ),
    );
  });

  it('finds the same lines when every byte comes alone', async () => {
    const bytes = Buffer.from('{"a":"ü€😀"}\n\n{"b":1}\n');
    const cuts = bytes.map((_, index) => index);
    expect(await collect(splitLines(pieces(bytes, [...cuts])))).toEqual([
      '{"a":"ü€😀"}',
      '{"b":1}',
    ]);
  });

  it('yields what a broken stream left behind', async () => {
    const bytes = Buffer.from('{"a":1}\n{"b"');
    expect(await collect(splitLines(pieces(bytes, [3])))).toEqual([
      '{"a":1}',
      '{"b"',
    ]);
  });
});
