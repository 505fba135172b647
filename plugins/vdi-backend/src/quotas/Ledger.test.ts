import type { Note, SharedNote } from '../desktops/SharedNote';
import { MemoryNote } from '../testing/MemoryNote';
import { NOTHING } from './amounts';
import { Ledger } from './Ledger';
import type { LedgerPage } from './LedgerPage';

const reservation = {
  owner: 'user:default/alice',
  holder: 'request:k.1',
  amounts: NOTHING,
  until: 1,
};
const create = (note: SharedNote) =>
  new Ledger({ note, catchUp: async () => {}, now: () => 0 });
const add = (id: string) => (page: LedgerPage) => {
  page.reservations.set(id, reservation);
  return page.reservations.size;
};

/** Counts what is asked of a note. */
class CountedNote extends MemoryNote {
  reads = 0;
  writes = 0;

  async read(): Promise<Note> {
    this.reads += 1;
    return super.read();
  }

  async write(note: Note): Promise<boolean> {
    this.writes += 1;
    return super.write(note);
  }
}

it('writes one page for all that came while another was written', async () => {
  const note = new CountedNote();
  const ledger = create(note);
  const changes = ['a', 'b', 'c', 'd'].map(id => ledger.change(add(id)));
  expect(await Promise.all(changes)).toEqual([1, 2, 3, 4]);
  expect(note.writes).toBe(2);
});

it('writes nothing for what was refused, and keeps what others changed', async () => {
  const note = new CountedNote();
  const ledger = create(note);
  const refused = ledger.change(() => {
    throw new Error('no room');
  });
  await expect(refused).rejects.toThrow('no room');
  expect(note.writes).toBe(0);

  const [made, other] = [
    ledger.change(add('a')),
    ledger.change(() => {
      throw new Error('no room either');
    }),
  ];
  await expect(other).rejects.toThrow('no room either');
  expect(await made).toBe(1);
});

it('decides anew on the page of whoever was quicker', async () => {
  const note = new MemoryNote();
  const [one, other] = [create(note), create(note)];
  const sizes = await Promise.all([
    one.change(add('a')),
    other.change(add('b')),
  ]);
  expect(sizes.sort()).toEqual([1, 2]);
});

it('gives up where others are always quicker', async () => {
  const note = new MemoryNote();
  jest.spyOn(note, 'write').mockResolvedValue(false);
  await expect(create(note).change(add('a'))).rejects.toMatchObject({
    code: 'VDI_QUOTAS_UNAVAILABLE',
  });
});

it('tells everybody that the cluster does not answer, and goes on when it does', async () => {
  const note = new MemoryNote();
  const ledger = create(note);
  jest.spyOn(note, 'read').mockRejectedValueOnce(new Error('away'));
  const change = ledger.change(add('a'));
  await expect(change).rejects.toThrow('away');
  expect(await ledger.change(add('a'))).toBe(1);
});
