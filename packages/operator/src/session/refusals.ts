import type { ChildKind } from '../resources';
import type { Refusal } from './view';

interface SessionRefusals {
  uid: string;
  refusals: Map<ChildKind, Refusal>;
  /** The last wait of each child, in milliseconds. */
  waits: Partial<Record<ChildKind, number>>;
}

/** The first wait after a refusal, doubled with each: somebody may mend it at once, or never. Milliseconds. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Remembers what the API server did not take of each session, so that it is neither asked again at once nor forgotten. A restart
 * forgets it, and asks once more.
 */
export class Refusals {
  readonly #sessions = new Map<string, SessionRefusals>();

  /**
   * What was refused of a session and not taken since.
   *
   * @param key - `namespace/name`
   * @param uid - of the session that has that name now
   */
  of(key: string, uid: string): Refusal[] {
    const known = this.#sessions.get(key);
    if (known && known.uid !== uid) this.forget(key);
    return known?.uid === uid ? [...known.refusals.values()] : [];
  }

  /** @param now - milliseconds since 1970 */
  refused(
    key: string,
    uid: string,
    refusal: Omit<Refusal, 'until'>,
    now: number,
  ): void {
    const before = this.#sessions.get(key);
    const known: SessionRefusals =
      before?.uid === uid ? before : { uid, refusals: new Map(), waits: {} };
    const waited = known.waits[refusal.kind] ?? 0;
    const wait = Math.min(waited * 2 || FIRST_WAIT_MS, LONGEST_WAIT_MS);
    known.waits[refusal.kind] = wait;
    known.refusals.set(refusal.kind, { ...refusal, until: now + wait });
    this.#sessions.set(key, known);
  }

  /** The child exists now. */
  taken(key: string, kind: ChildKind): void {
    const known = this.#sessions.get(key);
    known?.refusals.delete(kind);
    if (known?.refusals.size === 0) this.forget(key);
  }

  /** The session is gone. */
  forget(key: string): void {
    this.#sessions.delete(key);
  }
}
