/** A few texts that the portal keeps in a cluster, for all its replicas. */
export interface Note {
  /** Empty where there is no note yet. */
  data: Record<string, string>;
  /** Of this note, as opposed to one that was copied from it; absent where there is none yet. */
  uid?: string;
  /** Its `resourceVersion`; absent where there is none yet. */
  version?: string;
}

/** A {@link Note} that several change at once without losing what another wrote. */
export interface SharedNote {
  /**
   * The note as it is in the cluster, not from memory.
   *
   * @throws ClusterRefusedError or ClusterUnavailableError when it cannot be had.
   */
  read(): Promise<Note>;

  /**
   * Writes it where nobody changed it since it was read.
   *
   * @returns whether it was written; if not, it is to be read again.
   * @throws ClusterRefusedError or ClusterUnavailableError when it cannot be written.
   */
  write(note: Note): Promise<boolean>;
}
