import type { SessionRef, VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import type { SessionInCluster } from './SessionInCluster';

/** The places of sessions, by a text that tells them apart. */
type Places = Map<string, SessionRef>;

/**
 * Finds sessions by what a function says of them, without a look at all the others. It is made when it is first asked, and kept while
 * sessions come, change and go.
 */
export class SessionIndex {
  readonly #desktops: Pick<Desktops, 'session' | 'sessions'>;
  readonly #valuesOf: (session: VDISession) => readonly string[];
  /** By value; absent until somebody asks. */
  #places?: Map<string, Places>;
  /** The values of those that have any, by place. */
  readonly #known = new Map<string, readonly string[]>();
  #version = 0;

  /** @param valuesOf - the values under which a session is to be found, each once; has to be pure */
  constructor(
    desktops: Pick<Desktops, 'onSessionsChange' | 'session' | 'sessions'>,
    valuesOf: (session: VDISession) => readonly string[],
  ) {
    this.#desktops = desktops;
    this.#valuesOf = valuesOf;
    desktops.onSessionsChange(refs => {
      for (const ref of refs) this.#see(ref);
    });
  }

  /**
   * All values that there are.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  values(): Iterable<string> {
    return this.#read().keys();
  }

  /**
   * Another number than before when there may be another value.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  get version(): number {
    this.#read();
    return this.#version;
  }

  /**
   * How many sessions there are under these values: one that is under several counts for each.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  count(values: readonly string[]): number {
    const places = this.#read();
    return values.reduce((sum, it) => sum + (places.get(it)?.size ?? 0), 0);
  }

  /**
   * The sessions under these values; one that is under several is among them for each.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  of(values: readonly string[]): SessionInCluster[] {
    const places = this.#read();
    return values
      .flatMap(value => [...(places.get(value)?.values() ?? [])])
      .flatMap(ref => {
        const session = this.#desktops.session(ref);
        return session ? [{ cluster: ref.cluster, session }] : [];
      });
  }

  #read(): Map<string, Places> {
    if (this.#places) return this.#places;
    const sessions = this.#desktops.sessions();
    this.#known.clear();
    this.#version += 1;
    const places = new Map<string, Places>();
    for (const { cluster, session } of sessions) {
      const { namespace = '', name } = session.metadata;
      const values = this.#valuesOf(session);
      this.#add(places, { cluster, namespace, name }, values);
    }
    this.#places = places;
    return places;
  }

  #see(ref: SessionRef): void {
    if (!this.#places) return;
    let session: VDISession | undefined;
    try {
      session = this.#desktops.session(ref);
    } catch {
      // It is being read for the first time. Whoever asks next finds all of it.
      this.#places = undefined;
      return;
    }
    const before = this.#known.get(keyOf(ref)) ?? [];
    const after = session ? this.#valuesOf(session) : [];
    // Nearly always: what changes of a session is its state.
    if (isSame(before, after)) return;
    this.#remove(this.#places, ref, before);
    this.#add(this.#places, ref, after);
  }

  #add(
    places: Map<string, Places>,
    ref: SessionRef,
    values: readonly string[],
  ): void {
    if (!values.length) return;
    const key = keyOf(ref);
    this.#known.set(key, values);
    for (const value of values) {
      const there = places.get(value);
      if (there) {
        there.set(key, ref);
      } else {
        places.set(value, new Map([[key, ref]]));
        this.#version += 1;
      }
    }
  }

  #remove(
    places: Map<string, Places>,
    ref: SessionRef,
    values: readonly string[],
  ): void {
    const key = keyOf(ref);
    this.#known.delete(key);
    for (const value of values) {
      const there = places.get(value);
      there?.delete(key);
      if (there?.size === 0) places.delete(value);
    }
  }
}

function keyOf({ cluster, namespace, name }: SessionRef): string {
  return `${cluster}/${namespace}/${name}`;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, n) => value === b[n]);
}
