import { readCursor, writeCursor } from './cursor';
import type { Position } from './listOrder';

const NOW = Date.parse('2026-10-01T08:00:00Z');
const DAY = 86_400_000;
const POSITION: Position = ['2026-10-01T07:00:00Z', 'alice-1', 'ns', 'default'];

it('leads to where it was written', () => {
  const cursor = writeCursor(POSITION, { owner: 'me' }, NOW);
  expect(readCursor(cursor, { owner: 'me', limit: 7 }, NOW + DAY)).toEqual(
    POSITION,
  );
});

it('holds for a day', () => {
  const cursor = writeCursor(POSITION, {}, NOW);
  expect(() => readCursor(cursor, {}, NOW + DAY + 1)).toThrow(
    expect.objectContaining({
      code: 'VDI_INVALID_CURSOR',
      message:
        'cursor: it is older than a day. Begin with the first page again.',
    }),
  );
});

it.each(['owner', 'template', 'phase', 'entityRef', 'cluster'] as const)(
  'is of no other %s',
  filter => {
    const cursor = writeCursor(POSITION, {}, NOW);
    expect(() => readCursor(cursor, { [filter]: 'Pending' }, NOW)).toThrow(
      'with the filters of the page it came with',
    );
  },
);
