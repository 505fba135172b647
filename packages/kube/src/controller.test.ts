import { ABANDON_MS, TerminalError } from './controller';
import { KubeError } from './errors';
import { LeadershipLostError } from './leadership';
import { createController, gate } from './testing/createController';
import { Recorder } from './testing/Recorder';

describe('Controller', () => {
  it('runs a key again when its reconcile asks for it', async () => {
    const { clock, controller, runs } = createController({
      reconcile: async () => ({ requeueAfterMs: 60_000 }),
    });
    controller.add('a');
    expect(await runs.next()).toMatchObject({
      key: 'a',
      result: 'requeue_after',
    });
    clock.advance(59_999);
    expect(controller.queue.depth()).toBe(0);
    clock.advance(1);
    await runs.next();
    await controller.stop();
  });

  it('leaves a key alone that succeeded', async () => {
    const { clock, controller, runs } = createController({});
    controller.add('a');
    expect(await runs.next()).toMatchObject({ result: 'success' });
    clock.advance(3_600_000);
    expect(controller.queue.depth()).toBe(0);
    await controller.stop();
  });

  it.each<[string, () => unknown, number]>([
    [
      'the network',
      () => new KubeError('gone', { code: 'KUBE_UNREACHABLE' }),
      30_000,
    ],
    [
      'a conflict',
      () => new KubeError('no', { code: 'KUBE_STATUS', status: 409 }),
      30_000,
    ],
    [
      'a refusal',
      () => new KubeError('no', { code: 'KUBE_STATUS', status: 422 }),
      300_000,
    ],
    ['a bug', () => new TypeError('undefined is not a function'), 300_000],
    ['anything', () => 'a string', 300_000],
  ])('retries after %s, ever more slowly', async (_, error, capMs) => {
    const { clock, controller, runs } = createController({
      reconcile: async () => {
        throw error();
      },
    });
    controller.add('a');
    await runs.next();
    let waited = 0;
    for (let failures = 1; failures < 20; failures++) {
      waited = Math.min(5 * 2 ** (failures - 1), capMs);
      await new Promise(setImmediate);
      clock.advance(waited - 1);
      expect(controller.queue.depth()).toBe(0);
      clock.advance(1);
      expect(await runs.next()).toMatchObject({ result: 'error' });
    }
    expect(waited).toBe(capMs);
    await controller.stop();
  });

  it('waits as long as the server asked', async () => {
    const { clock, controller, runs } = createController({
      reconcile: async () => {
        throw new KubeError('busy', {
          code: 'KUBE_STATUS',
          status: 429,
          retryAfterMs: 7_000,
        });
      },
    });
    controller.add('a');
    await runs.next();
    await new Promise(setImmediate);
    clock.advance(6_999);
    expect(runs.all).toHaveLength(1);
    clock.advance(1);
    await runs.next();
    await controller.stop();
  });

  it('does not retry what is terminal', async () => {
    const { clock, controller, runs } = createController({
      reconcile: async () => {
        throw new TerminalError('There is nothing to be done');
      },
    });
    controller.add('a');
    expect(await runs.next()).toMatchObject({ result: 'terminal_error' });
    clock.advance(3_600_000);
    expect(controller.queue.depth()).toBe(0);
    await controller.stop();
  });

  it('counts failures anew after a terminal one', async () => {
    const errors = [new Error('again'), new TerminalError('enough')];
    const failures: number[] = [];
    const { clock, controller, runs } = createController({
      reconcile: async (_, context) => {
        failures.push(context.failures);
        throw errors.shift() ?? new Error('again');
      },
    });
    controller.add('a');
    await runs.next();
    await new Promise(setImmediate);
    clock.advance(5);
    await runs.next();
    controller.add('a');
    await runs.next();
    expect(failures).toEqual([0, 1, 0]);
    await controller.stop();
  });

  it('retries with the priority that the key had', async () => {
    const { open, opened } = gate();
    const started = new Recorder<string>();
    const { clock, controller, runs } = createController({
      workers: 1,
      reconcile: async key => {
        started.record(key);
        if (key === 'urgent' && runs.all.length === 0) {
          throw new Error('again');
        }
        await opened;
      },
    });
    controller.add('urgent', { priority: 'high' });
    controller.add('first');
    controller.add('second');
    await started.next(key => key === 'first');
    clock.advance(5);
    open();
    await started.next(key => key === 'second');
    expect(started.all).toEqual(['urgent', 'first', 'urgent', 'second']);
    await controller.stop();
  });

  it('says how it is doing', async () => {
    const { open, opened } = gate();
    const { controller } = createController({
      workers: 2,
      reconcile: () => opened,
    });
    for (const key of ['a', 'b', 'c']) {
      controller.add(key);
    }
    await new Promise(setImmediate);
    expect(controller.stats).toMatchObject({
      workers: 2,
      active: 2,
      adds: 3,
      depth: { normal: 1 },
    });
    open();
    await controller.stop();
  });

  it('logs a failure once, with what is needed to find it', async () => {
    const { controller, logger, runs } = createController({
      reconcile: async () => {
        throw new Error('no such thing');
      },
    });
    controller.add('ns/a');
    await runs.next();
    expect(logger.error.mock.calls).toEqual([
      [
        'test: no such thing',
        {
          key: 'ns/a',
          reconcileId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          failures: 0,
          stack: expect.stringContaining('no such thing'),
        },
      ],
    ]);
    await controller.stop();
  });

  it('says nothing of what only ended because another leads now', async () => {
    const { controller, logger, runs } = createController({
      reconcile: async () => {
        throw new LeadershipLostError('Leadership is over');
      },
    });
    controller.add('ns/a');
    await runs.next();
    expect(logger.error).not.toHaveBeenCalled();
    await controller.stop();
  });

  it('tells a reconcile how often its key failed', async () => {
    const failures: number[] = [];
    const { clock, controller, runs } = createController({
      reconcile: async (_, context) => {
        failures.push(context.failures);
        if (failures.length < 3) {
          throw new Error('again');
        }
      },
    });
    controller.add('a');
    for (const wait of [5, 10]) {
      await runs.next();
      await new Promise(setImmediate);
      clock.advance(wait);
    }
    await runs.next();
    controller.add('a');
    await runs.next();
    expect(failures).toEqual([0, 1, 2, 0]);
    await controller.stop();
  });

  it('works on as many keys at once as it has workers, and never twice on one', async () => {
    const started = new Recorder<string>();
    const { open, opened } = gate();
    const running: Record<string, number> = {};
    let most = 0;
    const { controller, runs } = createController({
      workers: 3,
      reconcile: async key => {
        running[key] = (running[key] ?? 0) + 1;
        expect(running[key]).toBe(1);
        most = Math.max(most, controller.queue.processing);
        started.record(key);
        await opened;
        running[key] -= 1;
      },
    });
    for (const key of ['a', 'b', 'c', 'd', 'a']) {
      controller.add(key);
    }
    for (let i = 0; i < 3; i++) {
      await started.next();
    }
    controller.add('a');
    open();
    while (runs.all.length < 5) {
      await runs.next();
    }
    expect(most).toBe(3);
    expect(runs.all.map(run => run.key).sort()).toEqual([
      'a',
      'a',
      'b',
      'c',
      'd',
    ]);
    await controller.stop();
  });

  describe('stop', () => {
    it('waits for what is in work and takes nothing more', async () => {
      const started = new Recorder<string>();
      const { open, opened } = gate();
      const { clock, controller, runs } = createController({
        workers: 1,
        reconcile: async key => {
          started.record(key);
          await opened;
        },
      });
      controller.add('a');
      controller.add('b');
      await started.next();
      const stopped = controller.stop();
      open();
      await stopped;
      expect(runs.all.map(run => run.key)).toEqual(['a']);
      expect(clock.timers).toBe(0);
    });

    it('aborts what takes longer than its grace', async () => {
      const started = new Recorder<AbortSignal>();
      const { clock, controller, logger, runs } = createController({
        reconcile: (_, { signal }) => {
          started.record(signal);
          return new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason)),
          );
        },
      });
      controller.add('a');
      const signal = await started.next();
      const stopped = controller.stop({ graceMs: 1_000 });
      clock.advance(999);
      expect(signal.aborted).toBe(false);
      clock.advance(1);
      await stopped;
      expect(signal.reason).toEqual(new Error('test is stopping'));
      expect(runs.all).toHaveLength(1);
      expect(logger.error).not.toHaveBeenCalled();
      expect(clock.timers).toBe(0);
    });

    it('aborts at once when writing is no longer ours', async () => {
      const started = new Recorder<AbortSignal>();
      const { controller, logger, runs } = createController({
        reconcile: (_, { signal }) => {
          started.record(signal);
          return new Promise((_resolve, reject) =>
            signal.addEventListener('abort', () =>
              reject(new LeadershipLostError('lost')),
            ),
          );
        },
      });
      controller.add('a');
      const signal = await started.next();
      const stopped = controller.stop({ graceMs: 0 });
      expect(signal.aborted).toBe(true);
      await stopped;
      expect(runs.all).toHaveLength(1);
      expect(logger.error).not.toHaveBeenCalled();
    });

    it('does not wait for ever for what had just been taken, either', async () => {
      const { clock, controller } = createController({
        reconcile: () => new Promise(() => {}),
      });
      controller.add('a');
      const stopped = controller.stop({ graceMs: 0 });
      await new Promise(setImmediate);
      clock.advance(ABANDON_MS);
      await stopped;
      expect(clock.timers).toBe(0);
    });

    it('does not wait for ever for what does not end', async () => {
      const { clock, controller } = createController({
        reconcile: () => new Promise(() => {}),
      });
      controller.add('a');
      await new Promise(setImmediate);
      const stopped = controller.stop({ graceMs: 1_000 });
      clock.advance(1_000 + ABANDON_MS);
      await stopped;
      expect(controller.stats.active).toBe(1);
    });
  });
});
