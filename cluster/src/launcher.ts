import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ComponentName } from './build/components';
import { ClusterError } from './errors';
import { Log } from './log';
import { launch } from './process/launch';
import { ClusterState, writeState } from './state';

/** How long a start may take, in milliseconds: ten times what it takes on two busy cores. */
const DEADLINE = 120_000;

/** Details of {@link Launcher.launch}. */
export interface ComponentLaunch {
  args: string[];
  /** The program; default: the built one of that name. */
  program?: string;
  env?: NodeJS.ProcessEnv;
  /** What it listens on, for `status`. */
  port?: number;
}

/** Launches the components of one cluster, records each, and ends all waiting as soon as one of them ends. */
export class Launcher {
  /** Aborted when the caller gives up, a component ends, or the time is over; the reason says which. */
  readonly signal: AbortSignal;
  private readonly failure = new AbortController();
  /** What is waited for, with what the last probe said. */
  private readonly pending = new Map<string, string>();
  private readonly deadline: NodeJS.Timeout;
  private recorded: Promise<void> = Promise.resolve();

  constructor(
    readonly stateDir: string,
    readonly programs: Record<ComponentName, string>,
    private readonly state: ClusterState,
    private readonly log: Log,
    signal?: AbortSignal,
  ) {
    this.signal = AbortSignal.any([
      this.failure.signal,
      ...(signal ? [signal] : []),
    ]);
    this.deadline = setTimeout(
      () => this.failure.abort(this.notReady()),
      DEADLINE,
    );
  }

  /** A path in the cluster's folder. */
  path(...parts: string[]): string {
    return join(this.stateDir, ...parts);
  }

  /** The path of a file that was built with a component. */
  asset(component: ComponentName, file: string): string {
    return join(dirname(this.programs[component]), file);
  }

  /** Launches a component. */
  async launch(name: string, details: ComponentLaunch): Promise<void> {
    this.signal.throwIfAborted();
    const command = {
      ...details,
      name,
      program: details.program ?? this.programs[name as ComponentName],
      logFile: this.path('logs', `${name}.log`),
    };
    const { exited, ...identity } = await launch({
      ...command,
      owner: this.stateDir,
    });
    exited.catch(error => this.failure.abort(error));
    this.state.components.push({ ...command, ...identity });
    await this.record();
  }

  /** Writes the state. */
  record(): Promise<void> {
    this.recorded = this.recorded.then(() =>
      writeState(this.stateDir, this.state),
    );
    return this.recorded;
  }

  /** Awaits `work`; while it lasts, a start that takes too long names `what` as what is missing. */
  async step<T>(what: string, work: () => Promise<T>): Promise<T> {
    this.pending.set(what, '');
    this.log.progress(`Waiting for ${[...this.pending.keys()].join(', ')}`);
    const result = await work();
    this.pending.delete(what);
    return result;
  }

  /** Repeats `probe` until it does not throw: for what announces its readiness to nobody. */
  async eventually(what: string, probe: () => Promise<unknown>): Promise<void> {
    await this.step(what, async () => {
      for (;;) {
        try {
          await probe();
          return;
        } catch (error) {
          this.pending.set(what, `: ${error}`);
          await delay(25, undefined, { signal: this.signal });
        }
      }
    });
  }

  /**
   * Waits for all of `work`. When one part fails the rest is told to end, and waited for: whoever cleans up afterwards
   * must not be overtaken by something that still starts.
   */
  async together(...work: Promise<unknown>[]): Promise<void> {
    for (const part of work) {
      part.catch(error => this.failure.abort(error));
    }
    await Promise.allSettled(work);
    this.signal.throwIfAborted();
  }

  /** From here on the components are on their own. */
  done(): void {
    clearTimeout(this.deadline);
  }

  private notReady() {
    const missing = [...this.pending].map(entry => `  ${entry.join('')}`);
    return new ClusterError(
      'NOT_READY',
      `The cluster is not ready after ${DEADLINE / 1000} s. Still waiting for\n${missing.join('\n')}\n` +
        `The components' logs are in ${this.path('logs')}.`,
    );
  }
}
