import type { ChildKind } from '../resources';

/** What became of the last repair of a child. */
export interface PastRepair {
  kind: ChildKind;
  /** Not to be repaired again before this time, in milliseconds since 1970. */
  until: number;
  /** The patch that was not taken, as JSON, and why, for people: another patch need not wait. */
  refused?: { patch: string; message: string };
}

interface SessionRepairs {
  uid: string;
  children: Map<ChildKind, PastRepair & { wait: number }>;
}

/** The first wait, doubled with each repair that follows soon. Milliseconds. */
const FIRST_WAIT_MS = 1_000;

/** Somebody who changes an object back each time must not get a write of ours each time, nor have it for long. */
const LONGEST_WAIT_MS = 30_000;

/** A storage class that lets no home grow hardly ever changes. */
const FIRST_WAIT_REFUSED_MS = 60_000;
const LONGEST_WAIT_REFUSED_MS = 3_600_000;

/** Repairs that lie further apart have nothing to do with one another. */
const CALM_MS = 600_000;

/**
 * Remembers the repairs of each session's children: the first is made at once, and whoever changes the object again and
 * again (another controller, a webhook, a person) does not draw the operator into a race. A restart forgets it.
 */
export class DriftPace {
  readonly #sessions = new Map<string, SessionRepairs>();

  /**
   * The past repairs of a session's children.
   *
   * @param key - `namespace/name`
   * @param uid - of the session that has that name now
   */
  of(key: string, uid: string): PastRepair[] {
    const known = this.#sessions.get(key);
    if (known && known.uid !== uid) this.forget(key);
    return known?.uid === uid ? [...known.children.values()] : [];
  }

  /** @param now - milliseconds since 1970 */
  repaired(key: string, uid: string, kind: ChildKind, now: number): void {
    const before = this.#before(key, uid, kind);
    const calm = !before || before.refused || now - before.until > CALM_MS;
    const wait = calm
      ? FIRST_WAIT_MS
      : Math.min(before.wait * 2, LONGEST_WAIT_MS);
    this.#remember(key, uid, { kind, until: now + wait, wait });
  }

  /**
   * @param refused - the patch that was not taken, and why
   * @param now - milliseconds since 1970
   */
  refused(
    key: string,
    uid: string,
    kind: ChildKind,
    refused: NonNullable<PastRepair['refused']>,
    now: number,
  ): void {
    const before = this.#before(key, uid, kind);
    const wait =
      before?.refused?.patch === refused.patch
        ? Math.min(before.wait * 2, LONGEST_WAIT_REFUSED_MS)
        : FIRST_WAIT_REFUSED_MS;
    this.#remember(key, uid, { kind, until: now + wait, wait, refused });
  }

  /** The session is gone. */
  forget(key: string): void {
    this.#sessions.delete(key);
  }

  #before(key: string, uid: string, kind: ChildKind) {
    const known = this.#sessions.get(key);
    return known?.uid === uid ? known.children.get(kind) : undefined;
  }

  #remember(key: string, uid: string, repair: PastRepair & { wait: number }) {
    const before = this.#sessions.get(key);
    const known =
      before?.uid === uid ? before : { uid, children: new Map() as never };
    this.#sessions.set(key, known);
    known.children.set(repair.kind, repair);
  }
}
