import type { Desktops } from '../desktops/Desktops';
import { placeKey } from '../quotas/Reservation';
import { SessionNameTakenError } from './errors';
import type { NewOwner } from './identity';
import { freeSessionName } from './sessionName';
import { NoFreeNameError } from './stateErrors';

/**
 * How many names are tried. A name is lost only to another replica of the portal that made a session under it a moment ago: with each that
 * is lost another request got on, so many are enough for all.
 */
const MAX_NAMES = 50;

/**
 * Names for sessions that are made at this moment. What one request tries, or has lost to another replica, the others of this replica leave
 * alone: however many one person sends at once, each tries a name of its own.
 */
export class FreeNames {
  readonly #desktops: Pick<Desktops, 'session'>;
  readonly #tried = new Set<string>();

  constructor(desktops: Pick<Desktops, 'session'>) {
    this.#desktops = desktops;
  }

  /**
   * Makes a session under the first name that is free for this owner, template and place.
   *
   * @param make - throws SessionNameTakenError where there is one of the name
   * @throws NoFreeNameError when other replicas were quicker with every name that was tried.
   * @throws what else `make` throws.
   */
  async use<T>(
    wanted: {
      cluster: string;
      namespace: string;
      owner: NewOwner;
      template: string;
    },
    make: (name: string) => Promise<T>,
  ): Promise<T> {
    const { cluster, namespace, owner, template } = wanted;
    const tried: string[] = [];
    const isTaken = (name: string) => {
      const ref = { cluster, namespace, name };
      return (
        this.#tried.has(placeKey(ref)) ||
        this.#desktops.session(ref) !== undefined
      );
    };
    try {
      while (tried.length < MAX_NAMES) {
        const name = freeSessionName(owner, template, isTaken);
        const place = placeKey({ cluster, namespace, name });
        tried.push(place);
        this.#tried.add(place);
        try {
          return await make(name);
        } catch (error) {
          if (!(error instanceof SessionNameTakenError)) throw error;
        }
      }
    } finally {
      for (const place of tried) this.#tried.delete(place);
    }
    throw new NoFreeNameError();
  }
}
