import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Never answered to a caller. */
const INTERNAL = ['VDI_SESSION_NAME_TAKEN'];

const codesIn = (text: string) => text.match(/VDI_[A-Z_]+(?=')/g) ?? [];

it('explains every code of an error in docs/api.md, and no others', () => {
  const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map(file => readFileSync(path.join(__dirname, file), 'utf8'));
  const thrown = new Set(sources.flatMap(codesIn));
  INTERNAL.forEach(code => thrown.delete(code));

  const page = readFileSync(
    path.join(__dirname, '../../../docs/api.md'),
    'utf8',
  );
  const explained = [...page.matchAll(/^\| \d{3} +\| `(VDI_[A-Z_]+)`/gm)];
  expect(explained.map(([, code]) => code).sort()).toEqual([...thrown].sort());
});
