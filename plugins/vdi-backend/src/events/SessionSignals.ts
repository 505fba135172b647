/** How long a user hears nothing after a hint, in milliseconds: a starting desktop changes several times a second. */
const GATHER_MS = 100;

/**
 * Tells people that something of theirs changed: the first change at once, as somebody may be waiting for it, and what follows within
 * {@link GATHER_MS} as one, the last change included.
 */
export class SessionSignals {
  readonly #due = new Set<string>();
  /** Who was told a moment ago, and whether something changed since. */
  readonly #told = new Map<string, boolean>();
  readonly #windows = new Set<NodeJS.Timeout>();
  #next?: NodeJS.Immediate;

  constructor(
    private readonly options: {
      /** Reaches the open pages of these users. */
      publish(userRefs: string[]): Promise<void>;
      /** A hint that was lost is no harm: pages fetch again by themselves. It is only told. */
      onError(error: unknown): void;
    },
  ) {}

  /** Something of this user changed. */
  changed(userRef: string): void {
    if (this.#told.has(userRef)) {
      this.#told.set(userRef, true);
      return;
    }
    this.#due.add(userRef);
    // Not at this very moment: changes of many users come from the cluster in one piece, and are one hint.
    this.#next ??= setImmediate(() => this.#tell());
  }

  /** Forgets what was not told yet. */
  stop(): void {
    clearImmediate(this.#next);
    this.#next = undefined;
    for (const window of this.#windows) clearTimeout(window);
    this.#windows.clear();
    this.#due.clear();
    this.#told.clear();
  }

  #tell(): void {
    this.#next = undefined;
    const userRefs = [...this.#due];
    this.#due.clear();
    for (const userRef of userRefs) this.#told.set(userRef, false);
    const window = setTimeout(() => {
      this.#windows.delete(window);
      this.#tellAgain(userRefs);
    }, GATHER_MS);
    this.#windows.add(window);
    this.options.publish(userRefs).catch(this.options.onError);
  }

  #tellAgain(userRefs: readonly string[]): void {
    for (const userRef of userRefs) {
      const changed = this.#told.get(userRef);
      this.#told.delete(userRef);
      if (changed) this.changed(userRef);
    }
  }
}
