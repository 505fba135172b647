/** How long changes are gathered before they are told, in milliseconds: a starting desktop changes several times a second. */
const GATHER_MS = 100;

/** Tells people that something of theirs changed, at most once per {@link GATHER_MS}, the last change included. */
export class SessionSignals {
  readonly #changed = new Set<string>();
  #timer?: NodeJS.Timeout;

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
    this.#changed.add(userRef);
    this.#timer ??= setTimeout(() => this.#tell(), GATHER_MS);
  }

  /** Forgets what was not told yet. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
  }

  #tell(): void {
    const userRefs = [...this.#changed];
    this.stop();
    this.options.publish(userRefs).catch(this.options.onError);
  }
}
