import fc from 'fast-check';
import { plainText } from './plainText';

const E = '\u001b';

describe('plainText', () => {
  it.each([
    ['colours', `${E}[1;31mred${E}[0m and ${E}[38;5;12mblue`, 'red and blue'],
    ['cursor movements', `one${E}[2K${E}[1A${E}[?25ltwo`, 'onetwo'],
    ['titles', `${E}]0;root@host\u0007$ ls`, '$ ls'],
    ['links', `${E}]8;;https://a.example${E}\\here${E}]8;;${E}\\`, 'here'],
    ['a command to the terminal', `${E}P+q544e${E}\\ok`, 'ok'],
    ['a reset', `${E}cclear`, 'clear'],
    ['what is begun and not ended', `${E}]0;a title\nnext`, '\nnext'],
    ['sequences in one character', 'a\u009b31mb\u0085c', 'a31mbc'],
    ['bells and back spaces', 'a\u0007b\bc\u0000', 'abc'],
    ['text that turns around', 'a\u202etxt.exe', 'atxt.exe'],
    ['what was no text', 'a\ufffdb', 'a?b'],
    [
      'lines that write over themselves',
      '10%\r20%\r\ndone\n',
      '10%\n20%\ndone\n',
    ],
    ['tabs and letters of all scripts', 'a\tü 山 😀\n', 'a\tü 山 😀\n'],
  ])('knows %s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('leaves nothing that does anything, of any text', () => {
    const parts = fc.constantFrom(
      E,
      '[',
      ']',
      ';',
      '\\',
      '\u0007',
      '\u009b',
      '0',
      'm',
      '\n',
      '\r',
      'a',
    );
    fc.assert(
      fc.property(fc.array(parts), pieces => {
        expect(plainText(pieces.join(''))).toMatch(/^(?:[\n\t]|\P{Cc})*$/u);
      }),
    );
  });

  // Each takes a backtracking expression minutes at least.
  it.each([`${E}]0;`, `${E}[`, `${E}[1;`, `${E}P`, E, `${E}]8;;x${E}`])(
    'takes no time for %j over and over',
    begin => {
      const text = begin.repeat(300_000);
      expect(plainText(text).length).toBeLessThan(text.length);
    },
    20_000,
  );
});
