const ESCAPE = '\u001b';

/**
 * ECMA-48's control sequences, each up to the end of its line at most. Not Node's `stripVTControlCharacters`, nor the package it comes
 * from: either takes minutes for a megabyte that begins sequences and ends none, and whoever works in a desktop writes its log.
 */
const SEQUENCES = new RegExp(
  [
    // Colours, cursor movements and the like.
    '\\[[0-?]*[ -/]*[@-~]',
    // Titles, links, and what a terminal is to be told in words.
    `[\\]PX^_][^\\n\\u0007${ESCAPE}]*(?:\\u0007|${ESCAPE}\\\\)?`,
    '[ -/]*[0-~]',
  ]
    .map(sequence => ESCAPE + sequence)
    .join('|'),
  'g',
);

/** Control characters, and those that turn the direction of a text around or hide in it. Tabs and ends of lines may stay. */
const CONTROLS =
  /(?![\n\t])\p{Cc}|[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * A text as it may be shown in a terminal or on a page, whoever wrote it: without sequences and characters that do anything. Takes time in
 * proportion to its length.
 */
export function plainText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      .replace(SEQUENCES, '')
      .replace(CONTROLS, '')
      // What was no text, in one byte: a log must not grow by it.
      .replaceAll('\ufffd', '?')
  );
}
