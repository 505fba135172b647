import fc from 'fast-check';
import { MAX_TIMER_MS } from './clock';
import { ManualClock } from './testing/ManualClock';
import { Priority, Work, WorkQueue } from './workqueue';

const RANK: Record<Priority, number> = { high: 0, normal: 1, low: 2 };

function create() {
  const clock = new ManualClock();
  return { clock, queue: new WorkQueue({ clock }) };
}

async function take(queue: WorkQueue): Promise<string | undefined> {
  return (await queue.get())?.key;
}

describe('WorkQueue', () => {
  it('hands out a key once, however often it was added', async () => {
    const { queue } = create();
    queue.add('a');
    queue.add('a');
    queue.add('b');
    expect(await take(queue)).toBe('a');
    expect(await take(queue)).toBe('b');
    expect(queue.depth()).toBe(0);
  });

  it('lets a key that is added while worked on run again afterwards, once', async () => {
    const { queue } = create();
    queue.add('a');
    await take(queue);
    queue.add('a');
    queue.add('a');
    expect(queue.depth()).toBe(0);
    queue.done('a');
    expect(await take(queue)).toBe('a');
    queue.done('a');
    expect(queue.depth()).toBe(0);
  });

  it('hands out urgent keys first, and equal ones in their order', async () => {
    const { queue } = create();
    queue.add('start 1', { priority: 'low' });
    queue.add('start 2', { priority: 'low' });
    queue.add('edit 1');
    queue.add('edit 2');
    queue.add('delete', { priority: 'high' });
    queue.add('start 2', { priority: 'normal' });
    const order = [];
    while (queue.depth() > 0) {
      order.push(await take(queue));
    }
    expect(order).toEqual(['delete', 'edit 1', 'edit 2', 'start 2', 'start 1']);
  });

  it('hands a key to whoever waits for one', async () => {
    const { queue } = create();
    const first = queue.get();
    const second = queue.get();
    queue.add('a');
    queue.add('b');
    expect([(await first)?.key, (await second)?.key]).toEqual(['a', 'b']);
  });

  it('keeps the earliest of several times', async () => {
    const { clock, queue } = create();
    queue.add('a', { afterMs: 1000 });
    queue.add('a', { afterMs: 500 });
    queue.add('a', { afterMs: 2000 });
    clock.advance(499);
    expect(queue.depth()).toBe(0);
    clock.advance(1);
    expect(await take(queue)).toBe('a');
    queue.done('a');
    clock.advance(10_000);
    expect(queue.depth()).toBe(0);
  });

  it('says how long a key lay ready', async () => {
    const { clock, queue } = create();
    queue.add('a', { afterMs: 100 });
    clock.advance(130);
    expect(await queue.get()).toEqual({
      key: 'a',
      priority: 'normal',
      waitedMs: 30,
    });
  });

  it('needs one timer for all delayed keys, and forgets those that came early', async () => {
    const { clock, queue } = create();
    for (let i = 0; i < 1000; i++) {
      queue.add(`key ${i}`, { afterMs: 1000 + i });
    }
    expect(clock.timers).toBe(1);
    for (let i = 0; i < 1000; i++) {
      queue.add(`key ${i}`);
      await take(queue);
      queue.done(`key ${i}`);
    }
    expect(queue.delayed).toBe(0);
  });

  it('waits longer than a Node timer can', async () => {
    // As the system's clock: no delay beyond the limit reaches the timer, so it wakes early and waits again.
    const { clock } = create();
    const clamped = {
      now: () => clock.now(),
      after: (ms: number, fn: () => void) =>
        clock.after(Math.min(ms, MAX_TIMER_MS), fn),
    };
    const queue = new WorkQueue({ clock: clamped });
    queue.add('a', { afterMs: MAX_TIMER_MS + 1000 });
    clock.advance(MAX_TIMER_MS);
    expect(queue.depth()).toBe(0);
    expect(queue.delayed).toBe(1);
    clock.advance(1000);
    expect(queue.depth()).toBe(1);
  });

  it('refuses a time that is none', () => {
    const { queue } = create();
    expect(() => queue.add('a', { afterMs: NaN })).toThrow(RangeError);
    expect(queue.stats.adds).toBe(0);
  });

  it('says how it is doing', async () => {
    const { clock, queue } = create();
    queue.add('a', { priority: 'high' });
    queue.add('a');
    queue.add('b');
    queue.add('c', { priority: 'low' });
    queue.add('later', { afterMs: 1000 });
    await take(queue);
    clock.advance(200);
    await take(queue);
    clock.advance(300);
    queue.retry('a');
    expect(queue.stats).toEqual({
      depth: { high: 0, normal: 0, low: 1 },
      adds: 5,
      retries: 1,
      active: 2,
      unfinishedSeconds: 0.8,
      longestRunningSeconds: 0.5,
    });
    queue.done('a');
    queue.done('b');
    expect(queue.stats).toMatchObject({
      active: 0,
      unfinishedSeconds: 0,
      longestRunningSeconds: 0,
    });
  });

  describe('retry', () => {
    it('doubles the wait up to a cap until the key is forgotten', async () => {
      const { clock, queue } = create();
      const waits: number[] = [];
      for (let i = 0; i < 15; i++) {
        const from = clock.now();
        queue.retry('a');
        while (queue.depth() === 0) {
          clock.advance(5);
        }
        waits.push(clock.now() - from);
        await take(queue);
        queue.done('a');
      }
      expect(waits.slice(0, 5)).toEqual([5, 10, 20, 40, 80]);
      expect(waits.slice(-2)).toEqual([30_000, 30_000]);
      queue.forget('a');
      expect(queue.failures('a')).toBe(0);
      queue.retry('a');
      clock.advance(5);
      expect(queue.depth()).toBe(1);
    });

    it('waits at least as long as the server asked', () => {
      const { clock, queue } = create();
      queue.retry('a', { floorMs: 3000 });
      clock.advance(2999);
      expect(queue.depth()).toBe(0);
      clock.advance(1);
      expect(queue.depth()).toBe(1);
    });
  });

  describe('shutdown', () => {
    it('drops what is queued, and lets what is in work be done', async () => {
      const { clock, queue } = create();
      queue.add('in work');
      await take(queue);
      queue.add('ready');
      queue.add('later', { afterMs: 1000 });
      queue.shutdown();
      expect(await queue.get()).toBeUndefined();
      queue.add('too late');
      queue.add('in work');
      expect(clock.timers).toBe(0);
      queue.done('in work');
      expect([queue.depth(), queue.delayed, queue.processing]).toEqual([
        0, 0, 0,
      ]);
    });

    it('tells those who wait for a key', async () => {
      const { queue } = create();
      const waiting = [queue.get(), queue.get()];
      queue.shutdown();
      expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    });
  });

  describe('against a model', () => {
    interface ModelEntry {
      priority: Priority;
      at: number;
      /** Its place among ready keys: when it became ready, and in which order of calls. */
      since: [number, number];
    }

    /** The rules, written down as plainly as possible: everything is searched for, nothing is kept in order. */
    class Model {
      now = 0;
      calls = 0;
      readonly entries = new Map<string, ModelEntry>();
      readonly processing = new Set<string>();

      add(key: string, priority: Priority, afterMs: number) {
        this.calls += 1;
        const at = this.now + afterMs;
        const since: [number, number] =
          afterMs > 0 ? [at, -1] : [this.now, this.calls];
        const known = this.entries.get(key);
        if (!known) {
          this.entries.set(key, { priority, at, since });
          return;
        }
        const raised = RANK[priority] < RANK[known.priority];
        const sooner = at < known.at;
        known.priority = raised ? priority : known.priority;
        known.at = Math.min(at, known.at);
        if (sooner || (raised && known.at <= this.now)) {
          known.since =
            since[1] < 0 && !sooner ? [this.now, this.calls] : since;
        }
      }

      done(key: string) {
        this.calls += 1;
        this.processing.delete(key);
        const entry = this.entries.get(key);
        if (entry && entry.at <= this.now) {
          entry.since = [this.now, this.calls];
        }
      }

      /** The keys that may come next: several only if they became ready at the very same time. */
      next(): string[] {
        const ready = [...this.entries]
          .filter(
            ([key, entry]) => entry.at <= this.now && !this.processing.has(key),
          )
          .sort(([, a], [, b]) => this.order(a, b));
        return ready
          .filter(([, entry]) => this.order(entry, ready[0][1]) === 0)
          .map(([key]) => key);
      }

      private order(a: ModelEntry, b: ModelEntry): number {
        return (
          RANK[a.priority] - RANK[b.priority] ||
          a.since[0] - b.since[0] ||
          a.since[1] - b.since[1]
        );
      }
    }

    async function takeAsModelled(queue: WorkQueue, model: Model) {
      const work = (await queue.get()) as Work;
      expect(model.next()).toContain(work.key);
      expect(work.priority).toBe(model.entries.get(work.key)?.priority);
      return work;
    }

    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const command = fc.oneof(
      fc.record({
        type: fc.constant('add' as const),
        key,
        priority: fc.constantFrom<Priority>('high', 'normal', 'low'),
        afterMs: fc.constantFrom(0, 0, 0, 1, 2, 5, 10),
      }),
      fc.record({ type: fc.constant('get' as const) }),
      fc.record({ type: fc.constant('done' as const), key }),
      fc.record({
        type: fc.constant('advance' as const),
        ms: fc.constantFrom(1, 3, 10),
      }),
    );

    it('hands out the right key at every step', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(command, { maxLength: 100 }),
          async commands => {
            const { clock, queue } = create();
            const model = new Model();
            for (const step of commands) {
              if (step.type === 'add') {
                queue.add(step.key, step);
                model.add(step.key, step.priority, step.afterMs);
              } else if (
                step.type === 'done' &&
                model.processing.has(step.key)
              ) {
                queue.done(step.key);
                model.done(step.key);
              } else if (step.type === 'advance') {
                clock.advance(step.ms);
                model.now += step.ms;
              } else if (step.type === 'get' && model.next().length > 0) {
                const work = await takeAsModelled(queue, model);
                model.entries.delete(work.key);
                model.processing.add(work.key);
              }
              expect(queue.depth() > 0).toBe(model.next().length > 0);
              expect(queue.processing).toBe(model.processing.size);
            }
          },
        ),
        { numRuns: 500 },
      );
    });
  });
});
