import fc from 'fast-check';
import { compareResourceVersions } from './resourceVersion';

describe('compareResourceVersions', () => {
  it('orders versions of any size as numbers', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 80n }),
        fc.bigInt({ min: 0n, max: 2n ** 80n }),
        (a, b) => {
          const order = compareResourceVersions(String(a), String(b));
          expect(Math.sign(order)).toBe(a < b ? -1 : Number(a > b));
        },
      ),
    );
  });
});
