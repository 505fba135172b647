import fc from 'fast-check';
import { Heap, HeapElement } from './heap';

const actions = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('add' as const), at: fc.nat(1000) }),
    fc.record({ type: fc.constant('add' as const), at: fc.nat(1000) }),
    fc.record({ type: fc.constant('remove' as const), index: fc.nat() }),
    fc.record({ type: fc.constant('pop' as const) }),
  ),
  { minLength: 20, maxLength: 100, size: 'max' },
);

describe('Heap', () => {
  it('always has its least element first, whatever was added and taken out', () => {
    fc.assert(
      fc.property(actions, steps => {
        const heap = new Heap<HeapElement>();
        const model: HeapElement[] = [];
        const remove = (element: HeapElement) => {
          heap.remove(element);
          model.splice(model.indexOf(element), 1);
          expect(element.slot).toBe(-1);
        };
        for (const step of steps) {
          if (step.type === 'add') {
            const element = { at: step.at, slot: -1 };
            heap.add(element);
            model.push(element);
          } else if (step.type === 'remove' && model.length > 0) {
            remove(model[step.index % model.length]);
          } else if (step.type === 'pop' && heap.peek()) {
            remove(heap.peek() as HeapElement);
          }
          expect(heap.size).toBe(model.length);
          expect(heap.peek()?.at ?? Infinity).toBe(
            Math.min(...model.map(element => element.at)),
          );
        }
      }),
      { numRuns: 500 },
    );
  });
});
