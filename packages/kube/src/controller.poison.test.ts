import { ABANDON_MS } from './controller';
import { createController, gate } from './testing/createController';
import { Recorder } from './testing/Recorder';

const rejectWith = (reason: unknown) => Promise.reject(reason);

describe('Controller, with a key that does harm', () => {
  it.each<[string, () => never | Promise<never>]>([
    [
      'throws before its first await',
      () => {
        throw new Error('poison');
      },
    ],
    ['rejects', () => rejectWith(new Error('poison'))],
    ['rejects with nothing', () => rejectWith(undefined)],
    ['rejects with no error', () => rejectWith('poison')],
    ['rejects with what has no text', () => rejectWith(Object.create(null))],
    [
      'asks for a time that is none',
      async () => ({ requeueAfterMs: NaN }) as never,
    ],
  ])('goes on with other keys when one %s', async (_, poison) => {
    const { clock, controller, runs } = createController({
      workers: 1,
      reconcile: key => (key === 'poison' ? poison() : Promise.resolve()),
    });
    controller.add('poison');
    controller.add('a');
    await runs.next(run => run.key === 'a');
    expect(runs.all.map(run => run.result)).toEqual(['error', 'success']);
    clock.advance(5);
    await runs.next(run => run.key === 'poison');
    await controller.stop();
  });

  it('goes on when metrics or logs fail', async () => {
    const fail = () => {
      throw new Error('no room left');
    };
    const done = new Recorder<string>();
    const { controller, logger } = createController({
      workers: 1,
      reconcile: async key => {
        done.record(key);
        if (key === 'poison') {
          throw new Error('poison');
        }
      },
      onReconcile: fail,
    });
    logger.error.mockImplementation(fail);
    controller.add('poison');
    controller.add('a');
    await done.next(key => key === 'a');
    await controller.stop();
    expect(done.all).toEqual(['poison', 'a']);
  });

  describe('a run that takes too long', () => {
    it('is told so, and comes again later', async () => {
      const { clock, controller, runs } = createController({
        reconcileTimeoutMs: 1_000,
        reconcile: (_, { signal }) =>
          new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          ),
      });
      controller.add('a');
      await new Promise(setImmediate);
      clock.advance(1_000);
      expect(await runs.next()).toMatchObject({
        result: 'timeout',
        durationMs: 1_000,
      });
      expect(controller.queue.stats.retries).toBe(1);
      await controller.stop();
    });

    it('keeps its key, but not its worker, when it never ends', async () => {
      const { open, opened } = gate();
      const { clock, controller, logger, runs } = createController({
        workers: 1,
        reconcileTimeoutMs: 1_000,
        reconcile: key => (key === 'poison' ? opened : Promise.resolve()),
      });
      controller.add('poison');
      controller.add('a');
      await new Promise(setImmediate);
      clock.advance(1_000 + ABANDON_MS);
      expect(await runs.next()).toMatchObject({ key: 'a' });
      expect(logger.error).toHaveBeenCalledWith(
        expect.stringContaining('does not end'),
        { key: 'poison', reconcileId: expect.any(String) },
      );
      controller.add('poison');
      await new Promise(setImmediate);
      expect(runs.all).toHaveLength(1);
      open();
      await runs.next(run => run.key === 'poison');
      await runs.next(run => run.key === 'poison');
      await controller.stop();
      expect(clock.timers).toBe(0);
    });
  });
});
