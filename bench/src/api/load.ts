import { setTimeout as delay } from 'node:timers/promises';

/** How a route is asked. */
export interface Load {
  /** How many ask at the same time. */
  clients: number;
  /** How long, in seconds. */
  seconds: number;
  /**
   * How often all of them together ask in a second, whatever becomes of what they asked before. Absent: each asks again as soon as it
   * has its answer.
   */
  perSecond?: number;
}

/** What came of it. */
export interface Answers {
  /** How long each took, in milliseconds. In an open load since it was due, so that whoever makes others wait is charged for it. */
  took: number[];
  /** From the first question to the last answer, in seconds. */
  seconds: number;
}

/** Asks as the load says. @throws what the first question throws that is not answered; nobody asks after that. */
export async function runLoad(
  { clients, seconds, perSecond }: Load,
  ask: () => Promise<unknown>,
): Promise<Answers> {
  const took: number[] = [];
  const failed = new AbortController();
  const begin = performance.now();
  const end = begin + seconds * 1_000;
  const timed = async (since: number) => {
    try {
      await ask();
      took.push(performance.now() - since);
    } catch (error) {
      failed.abort(error);
    }
  };
  const goesOn = (time: number) => time < end && !failed.signal.aborted;
  const inTurn = async () => {
    for (let now = begin; goesOn(now); now = performance.now()) {
      await timed(now);
    }
  };
  const whenDue = async (meanMs: number) => {
    const asked: Promise<void>[] = [];
    for (let due = begin + pause(meanMs); goesOn(due); due += pause(meanMs)) {
      await delay(Math.max(0, due - performance.now()));
      asked.push(timed(due));
    }
    await Promise.all(asked);
  };
  const one = () =>
    perSecond === undefined ? inTurn() : whenDue((clients * 1_000) / perSecond);
  await Promise.all(Array.from({ length: clients }, one));
  failed.signal.throwIfAborted();
  return { took, seconds: (performance.now() - begin) / 1_000 };
}

/** People ask independently of each other: the time between two questions is distributed exponentially. */
function pause(meanMs: number): number {
  return -Math.log(1 - Math.random()) * meanMs;
}
