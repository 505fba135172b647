import fc from 'fast-check';
import { TimeOrder } from './TimeOrder';

describe('TimeOrder', () => {
  it('orders like a list that is sorted after every change', () => {
    const step = fc.tuple(
      fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    );
    fc.assert(
      fc.property(fc.array(step), steps => {
        const order = new TimeOrder();
        const model = new Map<string, number>();
        for (const [key, time] of steps) {
          order.set(key, time);
          if (time === undefined) model.delete(key);
          else model.set(key, time);
        }
        const sorted = [...model].sort(
          ([a, at], [b, bt]) => at - bt || (a < b ? -1 : 1),
        );
        expect([...order].map(({ key, time }) => [key, time])).toEqual(sorted);
        expect(order.size).toBe(sorted.length);
        sorted.forEach(([key], place) => expect(order.before(key)).toBe(place));
        expect(order.before('other')).toBe(sorted.length);
      }),
    );
  });
});
