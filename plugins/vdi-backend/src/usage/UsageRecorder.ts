import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { SessionRef } from '@backstage-vdi/plugin-vdi-common';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import type { Desktops } from '../desktops/Desktops';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { Memberships } from './Memberships';
import { RunBook } from './RunBook';
import type { UsageHistory } from './UsageHistory';

/** How often what was seen is recorded, in milliseconds: totals are as old at most, and a portal that is killed takes no more with it. */
const ROUND_MS = 15_000;

/** How often what is too old is forgotten, in milliseconds. */
const FORGET_MS = 6 * 3_600_000;

/** Options of a {@link UsageRecorder}. */
export interface UsageRecorderOptions {
  desktops: Pick<
    Desktops,
    | 'clusters'
    | 'now'
    | 'onSessionsChange'
    | 'session'
    | 'sessions'
    | 'template'
  >;
  history: UsageHistory;
  memberships: Memberships;
  /** How long runs are kept, in milliseconds. */
  retentionMs: number;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** How a cluster is watched. Times are milliseconds since the epoch, by the cluster's clock. */
interface Watch {
  /** Since when it is watched without a break. Absent while it cannot be reached. */
  since?: number;
  /** When everything in it was seen. */
  seenAt: number;
  /** Whether what was recorded before was taken up. */
  resumed: boolean;
}

/**
 * Records the runs of all desktops, whichever of the portal's replicas does. What it sees while the database does not answer is kept in
 * memory, and recorded when it does.
 */
export class UsageRecorder {
  readonly #options: UsageRecorderOptions;
  readonly #book = new RunBook();
  readonly #watches = new Map<string, Watch>();
  #forgotAt = -Infinity;
  #failing = false;
  #timer?: NodeJS.Timeout;
  #round: Promise<void> = Promise.resolve();

  constructor(options: UsageRecorderOptions) {
    this.#options = options;
    options.desktops.onSessionsChange(refs => {
      for (const ref of refs) this.#see(ref);
    });
  }

  /** Records from now on, every few seconds. */
  start(): void {
    this.#round = this.record().finally(() => {
      this.#timer = setTimeout(() => this.start(), ROUND_MS);
    });
  }

  /** Records what was seen last, and ends. */
  async stop(): Promise<void> {
    await this.#round;
    clearTimeout(this.#timer);
    await this.record();
  }

  /** One round. That it fails is logged, once until it succeeds; the next one makes up for it. */
  async record(): Promise<void> {
    const { logger } = this.#options;
    try {
      this.#lookAround();
      await this.#resume();
      await this.#write();
      await this.#forget();
      await this.#group();
      if (this.#failing) logger.info('Usage is recorded again.');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        const why =
          error instanceof DatabaseUnavailableError ? error.reason : error;
        logger.warn(
          `Usage cannot be recorded at the moment, and is later: ${stringifyError(why)}`,
        );
      }
      this.#failing = true;
    }
  }

  #see(ref: SessionRef): void {
    const { desktops } = this.#options;
    const watch = this.#watches.get(ref.cluster);
    // What happens before the first round is found by it.
    if (!watch) return;
    const session = desktops.session(ref);
    this.#book.see(ref, {
      session,
      template:
        session && desktops.template({ ...ref, name: session.spec.template }),
      look: { before: watch.seenAt, now: desktops.now(ref.cluster) },
    });
  }

  /** Takes what there is in clusters that are new, and notes which can be reached. */
  #lookAround(): void {
    const { desktops } = this.#options;
    for (const { name, state } of desktops.clusters()) {
      const watch = this.#watches.get(name);
      if (state !== 'ok') {
        if (watch) watch.since = undefined;
        continue;
      }
      const now = desktops.now(name);
      if (watch) {
        watch.since ??= now;
        watch.seenAt = now;
      } else {
        this.#watches.set(name, { since: now, seenAt: now, resumed: false });
        for (const { session } of this.#sessionsIn(name)) {
          const { namespace = '', name: of } = session.metadata;
          this.#see({ cluster: name, namespace, name: of });
        }
      }
    }
  }

  /** Takes up what other portals, or this one before it started, have left open. */
  async #resume(): Promise<void> {
    const { desktops, history } = this.#options;
    for (const [cluster, watch] of this.#watches) {
      if (watch.resumed) continue;
      const { seenAt = 0, open } = await history.watched(cluster);
      const look = { before: seenAt, now: desktops.now(cluster) };
      const sessions = new Map(
        this.#sessionsIn(cluster).map(it => [it.session.metadata.uid, it]),
      );
      for (const run of open) {
        const session = sessions.get(run.sessionUid)?.session;
        this.#book.resume(run, { session, look });
      }
      watch.resumed = true;
    }
  }

  #sessionsIn(cluster: string): SessionInCluster[] {
    return this.#options.desktops
      .sessions()
      .filter(it => it.cluster === cluster);
  }

  async #write(): Promise<void> {
    const { history } = this.#options;
    // Before the runs are taken: what happens from here on is for the next round.
    const watches = [...this.#watches].map(([name, it]) => ({ name, ...it }));
    const runs = this.#book.take();
    try {
      if (runs.length) await history.record(runs);
    } catch (error) {
      this.#book.giveBack(runs);
      throw error;
    }
    for (const { name, since, seenAt } of watches) {
      if (since !== undefined) await history.markWatched(name, since, seenAt);
    }
  }

  async #forget(): Promise<void> {
    const { history, now, retentionMs } = this.#options;
    if (now() - this.#forgotAt < FORGET_MS) return;
    await history.forget(now() - retentionMs);
    this.#forgotAt = now();
  }

  async #group(): Promise<void> {
    const { history, memberships } = this.#options;
    const owners = await history.ungrouped();
    if (!owners.length) return;
    for (const [owner, groups] of await memberships.of(owners)) {
      await history.group(owner, groups);
    }
  }
}
