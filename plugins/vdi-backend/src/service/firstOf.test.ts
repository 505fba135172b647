import fc from 'fast-check';
import { firstOf } from './firstOf';

it('gives what a sort would give first', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 })),
      fc.integer({ min: 1, max: 10 }),
      (items, count) => {
        const byNumber = (a: number, b: number) => a - b;
        expect(firstOf(items, count, byNumber)).toEqual(
          [...items].sort(byNumber).slice(0, count),
        );
      },
    ),
  );
});
