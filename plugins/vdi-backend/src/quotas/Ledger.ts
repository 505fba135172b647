import { isDeepStrictEqual } from 'node:util';
import type { SharedNote } from '../desktops/SharedNote';
import { type LedgerPage, readPage, writePage } from './LedgerPage';
import { QuotasUnavailableError } from './QuotasUnavailableError';

/** How often a page is written anew because another replica was quicker. Each time one of them got on, so many are enough for all. */
const MAX_ATTEMPTS = 50;

/** A change to the page, and who waits for it. */
interface Entry {
  apply(page: LedgerPage): unknown;
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** What {@link Ledger} is kept by. */
export interface LedgerOptions {
  note: SharedNote;
  /** Resolves when what is in memory is as new as a page demands. */
  catchUp(page: LedgerPage): Promise<void>;
  /** By the cluster's clock, in milliseconds since 1970. */
  now(): number;
}

/**
 * The page that all replicas of the portal write on, one after another: who decides on it decides with everything before it in view.
 *
 * The API server takes a page from one writer only, and the others read it and decide anew. What comes in while one page is written is on
 * the next, all of it: a replica writes one page at a time, however many wait.
 */
export class Ledger {
  readonly #options: LedgerOptions;
  #waiting: Entry[] = [];
  #isWriting = false;

  constructor(options: LedgerOptions) {
    this.#options = options;
  }

  /**
   * Resolves with what `apply` returned when the page that it made is written. It may be called again, with a newer page; what it throws
   * is thrown, and has changed nothing.
   *
   * @throws QuotasUnavailableError when others were quicker each time.
   */
  change<T>(apply: (page: LedgerPage) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        apply,
        resolve: result => resolve(result as T),
        reject,
      });
      if (!this.#isWriting) this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    while (this.#waiting.length) {
      const entries = this.#waiting;
      this.#waiting = [];
      try {
        await this.#writePage(entries);
      } catch (error) {
        for (const { reject } of entries) reject(error);
      }
    }
    this.#isWriting = false;
  }

  async #writePage(entries: readonly Entry[]): Promise<void> {
    const { note, catchUp, now } = this.#options;
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
      const read = await note.read();
      const page = readPage(read, now());
      await catchUp(page);
      const before = writePage(page, read);
      const tellAll = entries.map(entry => outcomeOf(entry, page));
      const after = writePage(page, read);
      const isSame = isDeepStrictEqual(before, after);
      if (isSame || (await note.write(after))) {
        for (const tell of tellAll) tell();
        return;
      }
    }
    throw new QuotasUnavailableError(
      'Too many desktops are being started at this moment. Try again.',
    );
  }
}

/** Applies an entry, and gives how its writer is told of it once the page is written. */
function outcomeOf(
  { apply, resolve, reject }: Entry,
  page: LedgerPage,
): () => void {
  try {
    const result = apply(page);
    return () => resolve(result);
  } catch (error) {
    return () => reject(error);
  }
}
