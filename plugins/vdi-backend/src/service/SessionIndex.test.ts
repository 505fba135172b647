import fc from 'fast-check';
import { MemoryDesktops } from '../testing/MemoryDesktops';
import { aSession } from '../testing/objects';
import { ClusterUnavailableError } from './errors';
import type { SessionInCluster } from './SessionInCluster';
import { SessionIndex } from './SessionIndex';

const VALUES = ['a', 'b', 'c'];

/** By whom they are shared with. */
const indexOf = (desktops: MemoryDesktops) =>
  new SessionIndex(desktops, ({ spec }) =>
    (spec.shares ?? []).map(({ ref }) => ref),
  );

const session = (number: number, values: readonly string[]) =>
  aSession(`alice-blender-${number}`, {
    shares: values.map(ref => ({ ref, role: 'view' as const })),
  });

const namesOf = (sessions: readonly SessionInCluster[]) =>
  sessions.map(it => it.session.metadata.name).sort();

/** What comes or goes, or comes again as another. */
const change = fc.record({
  number: fc.integer({ min: 1, max: 6 }),
  values: fc.subarray(VALUES),
  gone: fc.boolean(),
});

it('finds what a look at all of them finds, whatever comes, changes and goes', () => {
  fc.assert(
    fc.property(fc.array(change), fc.array(change), (before, after) => {
      const desktops = new MemoryDesktops();
      const index = indexOf(desktops);
      const apply = (changes: typeof before) => {
        for (const { number, values, gone } of changes) {
          const it = session(number, values);
          if (gone) desktops.remove(it);
          else desktops.put(it);
        }
      };
      const check = () => {
        const having = (value: string) =>
          desktops
            .sessions()
            .filter(it => it.session.spec.shares?.some(s => s.ref === value));
        for (const value of VALUES) {
          expect(namesOf(index.of([value]))).toEqual(namesOf(having(value)));
          expect(index.count([value])).toBe(having(value).length);
        }
        expect([...index.values()].sort()).toEqual(
          VALUES.filter(value => having(value).length),
        );
      };
      apply(before);
      check();
      apply(after);
      check();
    }),
  );
});

it('gives a session as it is now, and as one of each of its values', () => {
  const desktops = new MemoryDesktops();
  const index = indexOf(desktops);
  desktops.put(session(1, ['a', 'b']));
  expect(index.of(['a'])).toHaveLength(1);
  const shares = session(1, ['a', 'b']).spec.shares;
  desktops.put(aSession('alice-blender-1', { shares, template: 'office' }));
  const found = index.of(['a', 'b', 'c']);
  expect(found.map(it => it.session.spec.template)).toEqual([
    'office',
    'office',
  ]);
  expect(index.count(['a', 'b', 'c'])).toBe(2);
});

it('has another version when there is another value', () => {
  const desktops = new MemoryDesktops();
  const index = indexOf(desktops);
  desktops.put(session(1, ['a']));
  expect([...index.values()]).toEqual(['a']);
  const before = index.version;
  desktops.put(session(2, ['a']));
  expect(index.version).toBe(before);
  desktops.put(session(3, ['b']));
  expect(index.version).not.toBe(before);
});

it('looks again at a cluster that could not be read when it told of something', () => {
  const desktops = new MemoryDesktops();
  const index = indexOf(desktops);
  desktops.put(session(1, ['a']));
  expect(namesOf(index.of(['a']))).toEqual(['alice-blender-1']);
  desktops.state = { state: 'unavailable' };
  desktops.put(session(2, ['a']));
  expect(() => index.of(['a'])).toThrow(ClusterUnavailableError);
  desktops.state = { state: 'ok' };
  expect(namesOf(index.of(['a']))).toEqual([
    'alice-blender-1',
    'alice-blender-2',
  ]);
});
