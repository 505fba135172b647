import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import { markAnnotation } from '../service/requestMark';
import { aSession, aTemplate } from '../testing/objects';
import { NOTHING } from './amounts';
import { countHeld } from './countHeld';
import { placeKey, requestKey } from './Reservation';

const mark = { key: 'k', body: 'b', attempt: '1' };
const made = (running: boolean) => {
  const { metadata, ...rest } = aSession('made', { running });
  const annotations = markAnnotation(mark);
  return {
    cluster: 'default',
    session: { ...rest, metadata: { ...metadata, annotations } },
  };
};
const reserve = (holder: string, amounts: Partial<QuotaAmounts>) => ({
  owner: 'user:default/alice',
  holder,
  amounts: { ...NOTHING, ...amounts },
  until: 0,
});
const place = placeKey({
  cluster: 'default',
  namespace: 'vdi-sessions',
  name: 'made',
});
const count = (
  sessions: ReturnType<typeof made>[],
  ...reservations: ReturnType<typeof reserve>[]
) =>
  countHeld({ sessions, reservations, templateOf: () => aTemplate() }).running;

it('counts a desktop that is not known yet', () => {
  expect(count([], reserve(requestKey(mark), { running: 1 }))).toBe(1);
});

it('counts once what is known by then', () => {
  expect(count([made(true)], reserve(requestKey(mark), { running: 1 }))).toBe(
    1,
  );
});

it('counts one that is being started, and once where two start it', () => {
  const starts = [1, 2].map(() => reserve(place, { running: 1 }));
  expect(count([made(false)])).toBe(0);
  expect(count([made(false)], ...starts)).toBe(1);
});

it('counts each request without a key, as each makes a desktop', () => {
  const other = requestKey({ ...mark, attempt: '2' });
  expect(count([made(true)], reserve(other, { running: 1 }))).toBe(2);
});
