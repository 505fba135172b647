import type { QuotaAmounts } from '@backstage-vdi/plugin-vdi-node';
import { combine, NOTHING } from './amounts';
import type { Bound } from './Bound';
import { findExcess } from './findExcess';

const bound = (subject: string, allowed: Partial<QuotaAmounts>): Bound => ({
  subject,
  isGroup: false,
  owners: new Set(),
  allowed,
});
const amounts = (some: Partial<QuotaAmounts>) => ({ ...NOTHING, ...some });
const excess = (
  bounds: Bound[],
  now: Partial<QuotaAmounts>,
  more: Partial<QuotaAmounts>,
) =>
  findExcess(bounds, () => ({
    now: amounts(now),
    then: combine(amounts(now), amounts(more), (a, b) => a + b),
  }));

it('finds nothing where all fits to the last', () => {
  const own = bound('alice', { running: 2, gpus: 2 });
  expect(excess([own], { running: 1, gpus: 1 }, { running: 1, gpus: 1 })).toBe(
    undefined,
  );
});

it('tells what is used, allowed and asked for', () => {
  const own = bound('alice', { gpus: 4 });
  expect(excess([own], { gpus: 3 }, { running: 1, gpus: 2 })).toEqual({
    bound: own,
    resource: 'gpus',
    used: 3,
    allowed: 4,
    asked: 2,
  });
});

it('keeps nobody from what takes no more of what is over already', () => {
  const own = bound('alice', { gpus: 1, running: 5 });
  expect(
    excess([own], { gpus: 3, running: 3 }, { running: 1 }),
  ).toBeUndefined();
});

it('finds the strictest', () => {
  const [wide, narrow] = [
    bound('film', { running: 4 }),
    bound('alice', { running: 2 }),
  ];
  const found = excess([wide, narrow], { running: 4 }, { running: 1 });
  expect(found?.bound).toBe(narrow);
});
