/** What quotas bound. */
export interface QuotaAmounts {
  /** How many desktops are to run: those that start, wait or failed hold what they were given, and count. */
  running: number;
  /** How many GPUs these hold, whole ones or shares as their templates have them. */
  gpus: number;
  /** Bytes that all desktops' home volumes have together, those of stopped ones too. */
  homeSize: number;
}

/** A bound on what somebody's desktops may hold. */
export interface Quota {
  /**
   * Entity ref of the user whose desktops these are, or of a group: its bound is on the desktops of all its members together. Refs are
   * compared without regard to case.
   */
  subject: string;
  /** What is absent is not bounded by this quota. */
  allowed: Partial<QuotaAmounts>;
}

/** Whose quotas are asked for. */
export interface QuotaOwner {
  /** Entity ref. Absent for the owner of a desktop that was made with kubectl by an e-mail address that the portal knows nobody by. */
  userRef?: string;
  /** Entity refs of the groups that they are a member of, by the catalog. */
  groups: readonly string[];
}

/** Another place that quotas come from than app-config, such as a service that knows what teams have paid for. */
export interface QuotaSource {
  /** How it is called in the log. */
  name: string;

  /**
   * The quotas that hold for an owner. It is asked for every desktop that is to be made or started, and for each look at one's quota: it
   * remembers its answers itself where they are slow to find out.
   *
   * An answer that comes too late, an error, or a quota of another user or group than the owner's counts as no answer:
   * `vdi.quotas.sources` says what happens then.
   *
   * @param options.signal - aborts when nobody waits for the answer any more
   */
  quotasFor(
    owner: QuotaOwner,
    options: { signal: AbortSignal },
  ): Promise<readonly Quota[]>;
}
