import { deepStrictEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { childName, homeName } from '@backstage-vdi/plugin-vdi-common';
import { finalObjects } from '../../invariants/finalObjects';
import type { TestNamespace } from '../../TestNamespace';
import { untilBound } from '../untilBound';

/** What is asked of a session, again and again. */
const STEPS = ['create', 'stop', 'start', 'delete'] as const;
type Step = (typeof STEPS)[number];

/** Long beyond any backoff; what is not reached by then is shown instead of a time-out. Milliseconds. */
const DEADLINE_MS = 60_000;

/** What a step leads to. */
interface Outcome {
  objects: object;
  /** How many pods it made. */
  pods: number;
  /** How many homes there ever were, if it is kept. */
  homes: number | undefined;
}

interface Member {
  name: string;
  /** Whether its home is kept when it is deleted. */
  retain: boolean;
  /** How many steps it has made. */
  steps: number;
  /** How many pods its name had before the present step. */
  pods: number;
}

/** The step that a session made last. */
const stepOf = ({ steps }: Member): Step => STEPS[(steps - 1) % STEPS.length];

/** What decides how a step ends. */
const kindOf = (member: Member): string =>
  `${stepOf(member)}, home ${member.retain ? 'kept' : 'not kept'}`;

/**
 * Sessions that go through their lives in steps of all kinds at once, while a test breaks something, and what has to come of each.
 */
export class Crowd {
  #members: Member[] = [];
  /** By {@link kindOf}. */
  readonly #outcomes = new Map<string, Outcome>();

  private constructor(
    private readonly ns: TestNamespace,
    private readonly template: string,
  ) {}

  /** Resolves when each session is where its first step begins. An operator has to run, with nothing in its way. */
  static async gather(
    ns: TestNamespace,
    template: string,
    size = 24,
  ): Promise<Crowd> {
    const crowd = new Crowd(ns, template);
    const member = (name: string, i: number): Member => {
      return { name, retain: i % 8 < 4, steps: 0, pods: 0 };
    };
    // Four steps and a fifth: a session that finds the home of an earlier one.
    const models = [0, 4].map(i => member(`model-${i}`, i));
    for (let step = 0; step <= STEPS.length; step++) {
      await crowd.#ask(models);
      await Promise.all(models.map(model => crowd.#learn(model)));
    }
    crowd.#members = Array.from({ length: size }, (_, i) =>
      member(`session-${i}`, i),
    );
    for (let step = 1; step < STEPS.length; step++) {
      await crowd.#advance(
        crowd.#members.filter((_, i) => i % STEPS.length >= step),
      );
    }
    return crowd;
  }

  /** Asks each session's next step of it; resolves when the API server has taken all that. */
  ask(): Promise<void> {
    return this.#ask(this.#members);
  }

  /** How each session is, once all are as {@link Crowd.expected}. Nothing may be in the operator's way for good. */
  async settled(): Promise<Record<string, Outcome>> {
    await this.#settle(this.#members);
    return this.#each(member => this.#outcomeOf(member));
  }

  /** How each session would be if nothing had been broken. */
  expected(): Record<string, Outcome> {
    return this.#each(member => this.#expectedOf(member));
  }

  async #advance(members: Member[]): Promise<void> {
    await this.#ask(members);
    await this.#settle(members);
    for (const member of members) {
      deepStrictEqual(this.#outcomeOf(member), this.#expectedOf(member));
    }
  }

  async #ask(members: Member[]): Promise<void> {
    await Promise.all(members.map(member => this.#askOf(member)));
  }

  async #askOf(member: Member): Promise<void> {
    const { ns, template } = this;
    const { name, retain } = member;
    member.pods = this.#podsOf(member);
    member.steps += 1;
    const ask: Record<Step, () => Promise<unknown>> = {
      create: () => ns.session(name, { template, persistence: { retain } }),
      stop: () => ns.patchSession(name, { running: false }),
      start: () => ns.patchSession(name, { running: true }),
      delete: () => ns.delete('session', name),
    };
    await ask[stepOf(member)]();
  }

  /** Notes what the present step of a model leads to. */
  async #learn(model: Member): Promise<void> {
    const { ns } = this;
    const { name } = model;
    const done: Record<Step, () => Promise<unknown>> = {
      create: () => ns.untilPhase(name, 'Running'),
      stop: () => ns.untilPhase(name, 'Stopped', 'ByUser'),
      start: () => ns.untilPhase(name, 'Running'),
      delete: () =>
        ns.untilGone({
          session: [name],
          service: [childName(name)],
          route: [childName(name)],
          pod: [childName(name)],
          home: model.retain ? [] : [homeName(name)],
        }),
    };
    await done[stepOf(model)]();
    await untilBound(ns, name);
    this.#outcomes.set(kindOf(model), this.#outcomeOf(model));
  }

  #podsOf({ name }: Member): number {
    return this.ns.uids('pod', childName(name)).length;
  }

  #outcomeOf(member: Member): Outcome {
    const { name, retain } = member;
    const homes = this.ns.uids('home', homeName(name)).length;
    return {
      objects: finalObjects(this.ns, name),
      pods: this.#podsOf(member) - member.pods,
      homes: retain ? homes : undefined,
    };
  }

  #expectedOf(member: Member): Outcome {
    const outcome = this.#outcomes.get(kindOf(member));
    if (!outcome) throw new Error(`No model was ${kindOf(member)}`);
    return outcome;
  }

  async #settle(members: Member[]): Promise<void> {
    // One after the other: to look at all of them after each change takes longer than the change.
    const left = [...members];
    const isSettled = () => {
      while (left.length > 0) {
        const outcome = this.#outcomeOf(left[0]);
        if (!isDeepStrictEqual(outcome, this.#expectedOf(left[0]))) break;
        left.shift();
      }
      return left.length === 0;
    };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, DEADLINE_MS);
    });
    await Promise.race([this.ns.until(isSettled), late]);
    clearTimeout(timer);
  }

  #each(outcome: (member: Member) => Outcome): Record<string, Outcome> {
    return Object.fromEntries(
      this.#members.map(member => [
        `${member.name} after ${kindOf(member)}`,
        outcome(member),
      ]),
    );
  }
}
