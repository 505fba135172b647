import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import { canonicalOwner } from '@backstage-vdi/plugin-vdi-common';
import { DatabaseUnavailableError } from '../database/DatabaseUnavailableError';
import type { Desktops } from '../desktops/Desktops';
import type { EmailAddresses } from '../service/EmailAddresses';
import { ClusterUnavailableError } from '../service/errors';
import type { SessionInCluster } from '../service/SessionInCluster';
import type { NoticeBook, Told } from './NoticeBook';
import { type Notice, noticeOf } from './noticeOf';

/** How often it is looked what is to be told, in milliseconds: a notice says minutes. */
const ROUND_MS = 15_000;

/** How long after a notice could not be sent it is tried again, in milliseconds. */
const RETRY_MS = 60_000;

/** How often old notices are forgotten, and how old they are then, in milliseconds. */
const FORGET_MS = 6 * 3_600_000;
const OLD_MS = 30 * 24 * 3_600_000;

/** Options of a {@link Notifier}. */
export interface NotifierOptions {
  desktops: Pick<Desktops, 'clusters' | 'now' | 'sessions' | 'template'>;
  emails: Pick<EmailAddresses, 'usersOf'>;
  notifications: NotificationService;
  book: NoticeBook;
  /** How long before a desktop stops its owner is notified, in milliseconds. */
  beforeMs: number;
  /** Where its owner extends a desktop, or starts it again: a path in the portal. */
  link: string;
  logger: LoggerService;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** A notice that is due, and for whom. */
interface Due {
  told: Told;
  notice: Notice;
  userRefs: readonly string[];
}

/** What one look found. */
interface Seen {
  due: Due[];
  /** Whether all clusters could be looked at. */
  complete: boolean;
}

/** What may fail on its own: to find out what is to be told, and to tell it. */
type Deed = 'look' | 'send';

const keyOf = ({ uid, cause }: Told) => `${uid}/${cause}`;

/**
 * Notifies people before their desktops stop, and of those that failed: each at most once for what it is told for, whichever of the
 * portal's replicas does. It looks at all desktops every few seconds, so that what happened while no portal ran is told too.
 */
export class Notifier {
  readonly #options: NotifierOptions;
  /** When a notice that is due is looked at again, in milliseconds since the epoch: never where it was told. */
  readonly #quietUntil = new Map<string, number>();
  /** What may be this one's to tell and was not told: while the database does not answer it cannot be given back either. */
  readonly #untold = new Map<string, Told>();
  #forgotAt = -Infinity;
  /** What failed and did not succeed since: that a look succeeds says nothing of what could not be sent. */
  readonly #failing = new Set<Deed>();
  #stopped = false;
  #timer?: NodeJS.Timeout;
  #round: Promise<void> = Promise.resolve();

  constructor(options: NotifierOptions) {
    this.#options = options;
  }

  /** Tells from now on what is to be told. */
  start(): void {
    this.#round = this.look().finally(() => {
      if (this.#stopped) return;
      this.#timer = setTimeout(() => this.start(), ROUND_MS);
    });
  }

  /** Returns when nothing is told any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
  }

  /** One round. That something could not be told is logged, once until it can; it is tried again for as long as it is so. */
  async look(): Promise<void> {
    try {
      const seen = this.#lookAround();
      if (seen) await this.#tellAll(seen);
      this.#succeed('look');
    } catch (error) {
      this.#fail('look', error);
    }
  }

  async #tellAll({ due, complete }: Seen): Promise<void> {
    const { book, now } = this.#options;
    await this.#giveBack();
    const keys = new Set(due.map(({ told }) => keyOf(told)));
    for (const key of this.#quietUntil.keys()) {
      if (!keys.has(key)) this.#quietUntil.delete(key);
    }
    for (const one of due) {
      if (this.#stopped) return;
      await this.#tell(one);
    }
    if (!complete || now() - this.#forgotAt < FORGET_MS) return;
    await book.forget(now() - OLD_MS, told => keys.has(keyOf(told)));
    this.#forgotAt = now();
  }

  /** What is due in clusters that can be reached: of others it is not known. `undefined` where nothing is known. */
  #lookAround(): Seen | undefined {
    const { desktops } = this.#options;
    try {
      const clusters = desktops.clusters();
      const known = clusters.filter(({ state }) => state === 'ok');
      const names = new Set(known.map(({ name }) => name));
      return {
        due: desktops
          .sessions()
          .filter(({ cluster }) => names.has(cluster))
          .flatMap(it => this.#dueOf(it)),
        complete: known.length === clusters.length,
      };
    } catch (error) {
      if (error instanceof ClusterUnavailableError) return undefined;
      throw error;
    }
  }

  #dueOf({ cluster, session }: SessionInCluster): Due[] {
    const { desktops, emails, beforeMs, link } = this.#options;
    const { metadata, spec } = session;
    const template = desktops.template({ cluster, name: spec.template });
    const now = desktops.now(cluster);
    const notice = noticeOf(session, template, { now, beforeMs, link });
    if (!notice) return [];
    const told = { uid: metadata.uid ?? '', cause: notice.cause };
    return [{ told, notice, userRefs: emails.usersOf(canonicalOwner(spec)) }];
  }

  async #tell({ told, notice, userRefs }: Due): Promise<void> {
    const { book, notifications, now } = this.#options;
    const key = keyOf(told);
    // Who is known by an address alone may be found later.
    if (!userRefs.length || now() < (this.#quietUntil.get(key) ?? 0)) return;
    this.#untold.set(key, told);
    if (await book.claim(told, now())) {
      try {
        await notifications.send({
          recipients: { type: 'entity', entityRef: [...userRefs] },
          payload: notice.payload,
        });
      } catch (error) {
        this.#quietUntil.set(key, now() + RETRY_MS);
        this.#fail('send', error);
        await this.#giveBack();
        return;
      }
      this.#succeed('send');
    }
    this.#untold.delete(key);
    this.#quietUntil.set(key, Infinity);
  }

  async #giveBack(): Promise<void> {
    for (const [key, told] of this.#untold) {
      await this.#options.book.giveBack(told);
      this.#untold.delete(key);
    }
  }

  #succeed(deed: Deed): void {
    if (this.#failing.delete(deed) && !this.#failing.size) {
      this.#options.logger.info('People are notified again.');
    }
  }

  #fail(deed: Deed, error: unknown): void {
    if (this.#failing.has(deed)) return;
    this.#failing.add(deed);
    const why =
      error instanceof DatabaseUnavailableError ? error.reason : error;
    this.#options.logger.warn(
      `People cannot be notified of desktops that stop or fail: ${stringifyError(why)}. In a portal without notifications, set vdi.notifications.enabled to false.`,
    );
  }
}
