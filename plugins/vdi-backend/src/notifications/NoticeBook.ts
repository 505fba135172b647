import type { PluginDatabase } from '../database/PluginDatabase';

const TABLE = 'notices';

/** How many old rows are looked at in one go: far below the 32,766 values that SQLite takes in a statement. */
const BATCH = 500;

/** What is told to the owner of the session with this UID, and why. */
export interface Told {
  uid: string;
  cause: string;
}

/** What people were told, in the plugin's database, so that of several portals one tells it, and none again after it started anew. */
export class NoticeBook {
  /** @param teller - a text that no other process of the portal has */
  constructor(
    private readonly database: PluginDatabase,
    private readonly teller: string,
  ) {}

  /**
   * Whether it is for the caller to tell: for one only, whoever asks and however often.
   *
   * @param now - milliseconds since the epoch
   */
  async claim({ uid, cause }: Told, now: number): Promise<boolean> {
    return this.database.use(async knex => {
      const claimed = await knex(TABLE)
        .insert({
          session_uid: uid,
          cause,
          teller: this.teller,
          told_at: now,
        })
        .onConflict(['session_uid', 'cause'])
        .ignore()
        .returning('cause');
      return claimed.length > 0;
    });
  }

  /** Has somebody tell it, as the caller did not; what is for another to tell stays so. */
  async giveBack({ uid, cause }: Told): Promise<void> {
    await this.database.use(knex =>
      knex(TABLE)
        .where({ session_uid: uid, cause, teller: this.teller })
        .delete(),
    );
  }

  /** Forgets what was told before `time`, but for what `isSo` still: it would be told again. */
  async forget(time: number, isSo: (told: Told) => boolean): Promise<void> {
    await this.database.use(async knex => {
      const rows: { session_uid: string; cause: string }[] = await knex(TABLE)
        .select('session_uid', 'cause')
        .where('told_at', '<', time);
      const over = rows.filter(
        ({ session_uid: uid, cause }) => !isSo({ uid, cause }),
      );
      for (let begin = 0; begin < over.length; begin += BATCH) {
        await knex(TABLE)
          .where('told_at', '<', time)
          .whereIn(
            ['session_uid', 'cause'],
            over
              .slice(begin, begin + BATCH)
              .map(({ session_uid, cause }) => [session_uid, cause]),
          )
          .delete();
      }
    });
  }
}
