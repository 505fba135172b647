import type { SessionRef, VDISession } from '@backstage-vdi/plugin-vdi-common';
import type { Desktops } from '../desktops/Desktops';
import { comparePositions, type Position, positionOf } from './listOrder';
import type { SessionInCluster } from './SessionInCluster';

/**
 * All sessions in the order of lists, kept while they come and go: a page takes no look at those that are not on it.
 */
export class SessionOrder {
  readonly #desktops: Pick<Desktops, 'session' | 'sessions'>;
  /** In order; absent until somebody asks. */
  #positions?: Position[];
  readonly #known = new Map<string, Position>();

  constructor(
    desktops: Pick<Desktops, 'onSessionsChange' | 'session' | 'sessions'>,
  ) {
    this.#desktops = desktops;
    desktops.onSessionsChange(refs => {
      for (const ref of refs) this.#see(ref);
    });
  }

  /**
   * Those that come after a position, or all of them.
   *
   * @throws ClusterUnavailableError where no cluster could be read.
   */
  *after(position?: Position): Iterable<SessionInCluster> {
    const positions = (this.#positions ??= this.#read());
    const first = position ? firstAfter(positions, position) : 0;
    for (let n = first; n < positions.length; n += 1) {
      const [, name, namespace, cluster] = positions[n];
      const session = this.#desktops.session({ cluster, namespace, name });
      if (session) yield { cluster, session };
    }
  }

  #read(): Position[] {
    const positions = this.#desktops.sessions().map(positionOf);
    this.#known.clear();
    for (const position of positions) {
      this.#known.set(keyOf(position), position);
    }
    return positions.sort(comparePositions);
  }

  #see(ref: SessionRef): void {
    if (!this.#positions) return;
    const { cluster, namespace, name } = ref;
    let session: VDISession | undefined;
    try {
      session = this.#desktops.session(ref);
    } catch {
      // It is being read for the first time. Whoever asks next finds all of it.
      this.#positions = undefined;
      return;
    }
    const after = session && positionOf({ cluster, session });
    const key = keyOf(['', name, namespace, cluster]);
    const before = this.#known.get(key);
    // Nearly always: what changes of a session is its state.
    if (before?.[0] === after?.[0]) return;
    if (before) {
      this.#positions.splice(firstAfter(this.#positions, before) - 1, 1);
      this.#known.delete(key);
    }
    if (after) {
      this.#positions.splice(firstAfter(this.#positions, after), 0, after);
      this.#known.set(key, after);
    }
  }
}

function keyOf([, name, namespace, cluster]: Position): string {
  return `${cluster}/${namespace}/${name}`;
}

/** The index of the first position behind this one, by halves. */
function firstAfter(positions: readonly Position[], position: Position) {
  let [low, high] = [0, positions.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePositions(positions[middle], position) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}
