import { appendFileSync } from 'node:fs';

/**
 * Tells what a long suite measured, as a Markdown table: at the end of `npm run test:soak`, or at once where a suite runs alone.
 *
 * @param rows - each with the same keys, which are the table's heads
 */
export function tellFigures(
  title: string,
  rows: Array<Record<string, string | number>>,
): void {
  const line = (cells: unknown[]) => `| ${cells.join(' | ')} |\n`;
  const heads = Object.keys(rows[0] ?? {});
  const table = [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map(row => line(heads.map(head => row[head]))),
  ].join('');
  const text = `\n${title}\n\n${table}`;
  const file = process.env.VDI_TEST_FIGURES;
  if (file) appendFileSync(file, text);
  else process.stdout.write(text);
}
