/** So many moves are remembered: as many as sessions are worked on at once by default. */
const REMEMBERED = 32;

/**
 * Remembers for whom something was done lately. A session stands in line as long as those who were asked for before it move on;
 * when only later ones do, it is stuck. All times are milliseconds since 1970.
 */
export class StartLine {
  readonly #moves: Array<{ askedAt: number; at: number }> = [];

  /** Something was done for a session: its desktop was made, or started to run. */
  moved(askedAt: number, at: number): void {
    this.#moves.push({ askedAt, at });
    if (this.#moves.length > REMEMBERED) this.#moves.shift();
  }

  /** When something was last done for a session that was asked for at this time or earlier; `undefined` where that is long ago. */
  movedAt(askedAt: number): number | undefined {
    return this.#moves.findLast(move => move.askedAt <= askedAt)?.at;
  }
}
