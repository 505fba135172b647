import { NOTHING } from './amounts';
import { readPage, takeBack, writePage } from './LedgerPage';

const NOW = 1_000;
const reservation = (until: number) => ({
  owner: 'user:default/alice',
  holder: 'request:k.1',
  amounts: { ...NOTHING, running: 1 },
  until,
});
const page = () => ({
  reservations: new Map([
    ['old', reservation(NOW)],
    ['a', reservation(NOW + 1)],
  ]),
  seen: new Map([['default', '9']]),
});
const read = { uid: 'note-1', version: '5' };

it('is read as it was written, without what is over', () => {
  const written = writePage(page(), { ...read, data: {} });
  expect(written).toMatchObject(read);
  const { reservations, seen } = readPage(written, NOW);
  expect([...reservations.keys()]).toEqual(['a']);
  expect(seen).toEqual(page().seen);
});

it('is empty where nobody wrote', () => {
  const { reservations, seen } = readPage({ data: {} }, NOW);
  expect([reservations.size, seen.size]).toEqual([0, 0]);
});

it('says nothing where it was copied, as from the backup of another cluster', () => {
  const { data } = writePage(page(), { ...read, data: {} });
  const { reservations, seen } = readPage({ data, uid: 'note-2' }, NOW);
  expect([reservations.size, seen.size]).toEqual([0, 0]);
});

it('keeps the newest version that is to be seen, of each cluster', () => {
  const changed = page();
  takeBack(changed, 'a', { cluster: 'default', version: '10' });
  takeBack(changed, 'old', { cluster: 'default', version: '8' });
  takeBack(changed, 'other', { cluster: 'oslo', version: '3' });
  takeBack(changed, 'failed');
  expect(changed.reservations.size).toBe(0);
  expect([...changed.seen]).toEqual([
    ['default', '10'],
    ['oslo', '3'],
  ]);
});

it('says what to do where somebody else wrote on it', () => {
  const data = { reservations: 'a shopping list' };
  expect(() => readPage({ data }, NOW)).toThrow(
    'has to delete the ConfigMap "vdi-quotas"',
  );
});
