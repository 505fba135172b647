import fc from 'fast-check';
import { lastBytes } from './lastBytes';

async function* stream(...pieces: string[]) {
  for (const piece of pieces) yield Buffer.from(piece);
}

const last = async (most: number, ...pieces: string[]) =>
  (await lastBytes(stream(...pieces), most)).toString();

describe('lastBytes', () => {
  it.each([
    ['all of what is short enough', 9, ['one\n', 'two\n'], 'one\ntwo\n'],
    ['nothing of nothing', 9, [], ''],
    ['whole lines', 6, ['one\ntw', 'o\nsix\n'], 'six\n'],
    [
      'a line that begins right at the border',
      8,
      ['one\ntwo\nsix\n'],
      'two\nsix\n',
    ],
    ['the end of the only line', 3, ['a long line'], 'ine'],
    [
      'the end of a line that ends with the log',
      4,
      ['a long', ' line\n'],
      'ine\n',
    ],
  ])('gives %s', async (_, most, pieces, expected) => {
    expect(await last(most, ...pieces)).toBe(expected);
  });

  it('is the same however the stream is cut into pieces', async () => {
    const pieces = fc.array(fc.stringMatching(/^[ab\n]{0,9}$/));
    await fc.assert(
      fc.asyncProperty(
        pieces,
        fc.integer({ min: 1, max: 20 }),
        async (parts, most) => {
          const found = await last(most, ...parts);
          expect(found).toBe(await last(most, parts.join('')));
          expect(parts.join('').endsWith(found)).toBe(true);
          expect(found.length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });
});
