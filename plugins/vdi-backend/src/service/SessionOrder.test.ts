import fc from 'fast-check';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession, aTemplate } from '../testing/objects';
import { ClusterUnavailableError } from './errors';
import { comparePositions, positionOf } from './listOrder';
import { SessionOrder } from './SessionOrder';

const session = (number: number, second: number) => {
  const { metadata, ...rest } = aSession(`alice-blender-${number}`);
  const creationTimestamp = `2026-10-01T08:00:0${second}Z`;
  return { ...rest, metadata: { ...metadata, creationTimestamp } };
};

const namesOf = (
  sessions: Iterable<{ session: ReturnType<typeof aSession> }>,
) => [...sessions].map(it => it.session.metadata.name);

/** What comes or goes, or comes again as another: a name and its second. */
const change = fc.record({
  number: fc.integer({ min: 1, max: 12 }),
  second: fc.integer({ min: 0, max: 3 }),
  gone: fc.boolean(),
});

it('is that of a sort, whatever comes and goes', () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (before, after) => {
      const desktops = new MemoryDesktops();
      const order = new SessionOrder(desktops);
      const apply = (changes: typeof before) => {
        for (const { number, second, gone } of changes) {
          const it = session(number, second);
          if (gone) desktops.remove(it);
          else desktops.put(it);
        }
      };
      const sorted = () =>
        desktops
          .sessions()
          .sort((a, b) => comparePositions(positionOf(a), positionOf(b)));

      apply(before);
      expect(namesOf(order.after())).toEqual(namesOf(sorted()));
      apply(after);
      expect(namesOf(order.after())).toEqual(namesOf(sorted()));
      sorted().forEach((it, n) =>
        expect(namesOf(order.after(positionOf(it)))).toEqual(
          namesOf(sorted().slice(n + 1)),
        ),
      );
    }),
  );
});

it('goes on from where something was', () => {
  const desktops = new MemoryDesktops();
  const order = new SessionOrder(desktops);
  [1, 2, 3].forEach(number => desktops.put(session(number, 0)));
  const [, second] = order.after();
  desktops.remove(second.session);
  expect(namesOf(order.after(positionOf(second)))).toEqual(['alice-blender-1']);
});

it('looks again at a cluster that could not be read when it told of something', () => {
  const desktops = new MemoryDesktops();
  const order = new SessionOrder(desktops);
  desktops.reset(aTemplate());
  desktops.put(session(1, 0));
  expect(namesOf(order.after())).toEqual(['alice-blender-1']);
  desktops.state = { state: 'unavailable' };
  desktops.put(session(2, 0));
  expect(() => [...order.after()]).toThrow(ClusterUnavailableError);
  desktops.state = { state: 'ok' };
  expect(namesOf(order.after())).toEqual([
    'alice-blender-2',
    'alice-blender-1',
  ]);
});
