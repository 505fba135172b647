import type { Note, SharedNote } from '../desktops/SharedNote';

/** A note without a cluster, for tests. */
export class MemoryNote implements SharedNote {
  #note: Note = { data: {} };
  #version = 0;

  async read(): Promise<Note> {
    return { ...this.#note, data: { ...this.#note.data } };
  }

  async write({ data, version }: Note): Promise<boolean> {
    if (version !== this.#note.version) return false;
    this.#version += 1;
    this.#note = {
      data: { ...this.#note.data, ...data },
      uid: 'uid-of-note',
      version: String(this.#version),
    };
    return true;
  }
}
