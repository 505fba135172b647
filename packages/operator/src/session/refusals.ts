import type { ChildKind } from '../resources';
import type { Refusal } from './view';

/** The first wait after a refusal, doubled with each: somebody may mend it at once, or never. Milliseconds. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;

/**
 * Remembers what the API server did not take, so that it is neither asked again at once nor forgotten. A restart forgets it,
 * and asks once more.
 */
export class Refusals {
  /** By the session's UID. */
  readonly #refusals = new Map<
    string,
    Map<ChildKind, Refusal & { waitMs: number }>
  >();

  /** What was refused of a session and not taken since. */
  of(uid: string): Refusal[] {
    return [...(this.#refusals.get(uid)?.values() ?? [])];
  }

  /** @param now - milliseconds since 1970 */
  refused(uid: string, refusal: Omit<Refusal, 'until'>, now: number): void {
    const known = this.#refusals.get(uid) ?? new Map();
    const before: number = known.get(refusal.kind)?.waitMs ?? 0;
    const waitMs = Math.min(before * 2 || FIRST_WAIT_MS, LONGEST_WAIT_MS);
    known.set(refusal.kind, { ...refusal, waitMs, until: now + waitMs });
    this.#refusals.set(uid, known);
  }

  /** The child exists now. */
  taken(uid: string, kind: ChildKind): void {
    const known = this.#refusals.get(uid);
    known?.delete(kind);
    if (known?.size === 0) this.#refusals.delete(uid);
  }

  /** The session is gone. */
  forget(uid: string): void {
    this.#refusals.delete(uid);
  }
}
