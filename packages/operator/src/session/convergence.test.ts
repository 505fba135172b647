import fc from 'fast-check';
import {
  aWorld,
  CLOCKS,
  type Happening,
  HAPPENINGS,
  HOUR,
  IDLE,
  live,
  mend,
  NONSENSE,
} from '../testing/happenings';
import { aRoute, aService, at, settings, T0 } from '../testing/objects';
import { World } from '../testing/World';
import type { SessionView } from './view';

/** How long before its end a desktop says so, in seconds. */
const WARNING = settings.warnBefore / 1_000;

const oneOf = (names: string[]): fc.Arbitrary<Happening> =>
  fc.record({
    name: fc.constantFrom(...names),
    seconds: fc.constantFrom(0, 1, 3, 60, HOUR, 4 * HOUR),
  });
/** What leaves the operator's clock alone. */
const happening = oneOf(Object.keys(HAPPENINGS));
/** What may also be done to the operator's clock. */
const anything = oneOf(Object.keys({ ...HAPPENINGS, ...CLOCKS }));
/** What may also be written into its status. */
const nonsense = oneOf(Object.keys({ ...HAPPENINGS, ...NONSENSE }));

/** A stop and a start, each with all that can be told on the way. */
const MOST_WRITES = 20;

/** When a clock may turn off a session at the earliest, by what was so before: seconds. No template here allows less than an hour. */
function earliest({ session, activity }: SessionView, reason?: string): number {
  const since =
    reason === 'Idle'
      ? (activity?.idleSince ?? Infinity)
      : Date.parse(session.status?.startTime ?? at(0));
  return (since - T0) / 1_000 + (reason === 'Idle' ? IDLE : HOUR);
}

describe('a session, whatever happens to it', () => {
  it('comes to run when nothing stands in its way any more', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        mend(world);
        expect(world.view.session.status).toMatchObject({
          phase: 'Running',
          url: expect.any(String),
        });
        expect(world.children).toEqual(['home', 'pod', 'route', 'service']);
        expect(world.view.named.service?.spec).toEqual(aService().spec);
        expect(world.view.named.route?.spec).toEqual(aRoute().spec);
      }),
    );
  });

  it('has nothing to write at rest', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        world.settle();
        const { writes } = world;
        world.settle();
        expect(world.writes).toBe(writes);
        expect(world.plan().status).toBeUndefined();
      }),
    );
  });

  it('never loses its home', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = new World();
        world.settle();
        const { home } = world.view.named;
        live(world, happenings);
        expect(world.view.named.home?.metadata.uid).toBe(home?.metadata.uid);
      }),
    );
  });

  it('goes with one write when it is deleted, at any moment', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        world.session({ metadata: { deletionTimestamp: at(1) } });
        const { writes } = world;
        world.settle();
        expect(world.gone).toBe(true);
        expect(world.writes).toBe(writes + 1);
      }),
    );
  });

  it('begins anew with its next run, whatever somebody wrote into its status by hand', () => {
    fc.assert(
      fc.property(fc.array(nonsense, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        HAPPENINGS['the owner turns it off'](world);
        world.settle();
        mend(world);
        const {
          phase,
          startTime = '',
          stopsAt,
        } = world.view.session.status ?? {};
        expect(phase).toBe('Running');
        expect(world.now - Date.parse(startTime)).toBeLessThan(60_000);
        expect(Date.parse(stopsAt?.time ?? '')).toBeGreaterThan(world.now);
      }),
    );
  });

  it('is planned the same from the same view', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        live(world, happenings);
        const frozen = structuredClone(world.view);
        const plan = world.plan();
        expect(world.view).toEqual(frozen);
        expect(world.plan()).toEqual(plan);
      }),
    );
  });

  it('is never turned off by a clock before its time, and never without a warning', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 20 }), happenings => {
        const world = aWorld();
        for (const { name, seconds } of happenings) {
          HAPPENINGS[name](world);
          const { length } = world.turnedOff;
          const { view } = world;
          world.pass(seconds);
          for (const { at: stopped, warnedAt } of world.turnedOff.slice(
            length,
          )) {
            const { stopReason } = world.view.session.status ?? {};
            expect(stopped - warnedAt).toBeGreaterThanOrEqual(WARNING);
            expect(stopped).toBeGreaterThanOrEqual(earliest(view, stopReason));
          }
        }
      }),
    );
  });

  it('writes little, whatever is done to the clock of the operator', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 20 }), happenings => {
        const world = aWorld();
        world.settle();
        for (const one of happenings) {
          const { writes } = world;
          live(world, [one]);
          expect(world.writes - writes).toBeLessThanOrEqual(MOST_WRITES);
          expect(JSON.stringify(world.view.session)).not.toMatch(
            /NaN|Invalid|-\d+ (?:s|min|h)\b/,
          );
          const { startTime = '', stopTime = startTime } =
            world.view.session.status ?? {};
          expect(stopTime >= startTime).toBe(true);
        }
      }),
    );
  });
});
