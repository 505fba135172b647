import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (path: string) =>
  readFileSync(join(__dirname, '..', path), 'utf8');

describe('README', () => {
  it('shows the controller that the tests run', () => {
    const [, shown] = /```ts\n([^]*?)```/.exec(read('README.md')) ?? [];
    expect(shown).toBe(read('test/example.ts'));
  });
});
