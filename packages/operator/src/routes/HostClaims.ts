import { keyOf, RecordIndex, type Store } from '@backstage-vdi/kube';
import { childName, type VDISession } from '@backstage-vdi/plugin-vdi-common';
import { ownershipOf } from '../session/ownership';
import type { RouteRecord } from '../session/records';
import { hostOf } from '../session/status';
import type { Settings } from '../settings';
import { hostHolder } from './hostHolder';
import { type HostTrouble, reservedHost, takenHost } from './hostTrouble';
import { isReserved } from './reservedHosts';

/** Index of the routes of sessions by the host names that they lead from. */
export const BY_HOST = 'host';

/** Options of {@link HostClaims}. */
export interface HostClaimsOptions {
  sessions: Pick<Store<VDISession>, 'get' | 'keys' | 'onChange'>;
  /** With the index {@link BY_HOST}. */
  routes: Pick<Store<RouteRecord>, 'get' | 'by' | 'onIndexChange'>;
  settings: Settings;
}

/** What is known of a session's right to its host name. */
export interface HostView {
  /** Why it does not get it. */
  hostTrouble?: HostTrouble;
  /** It gets it as soon as what an earlier holder left is gone: two routes with one host would lead people anywhere. */
  hostDeparting?: boolean;
}

/**
 * Knows which sessions want which host names, and who has them. Nothing of it is kept but in the sessions' statuses: an operator that
 * starts anew comes to the same.
 */
export class HostClaims {
  readonly #options: HostClaimsOptions;
  /** By key of the session. */
  readonly #hosts = new Map<string, string>();
  readonly #sessions = new RecordIndex<string>(host => [host]);
  readonly #listeners: Array<(sessions: readonly string[]) => void> = [];

  constructor(options: HostClaimsOptions) {
    this.#options = options;
    const { sessions, routes } = options;
    for (const key of sessions.keys()) this.#note(key);
    sessions.onChange(keys => {
      const rivals = keys.flatMap(key =>
        this.#note(key).filter(rival => rival !== key),
      );
      this.#tell(rivals);
    });
    routes.onIndexChange(BY_HOST, hosts => {
      // What is there keeps others waiting; who makes it knows of it.
      const free = hosts.filter(host => !routes.by(BY_HOST, host).length);
      this.#tell(free.flatMap(host => [...this.#sessions.keys(host)]));
    });
  }

  /** Calls `listener` with the keys of sessions that may get their host now, or not any more. */
  onChange(listener: (sessions: readonly string[]) => void): void {
    this.#listeners.push(listener);
  }

  /** What is to be known before a session is given its host name. */
  of(session: VDISession): HostView {
    const { settings } = this.#options;
    const host = hostOf(session, settings);
    if (isReserved(host, settings.reservedHosts)) {
      return { hostTrouble: reservedHost(host) };
    }
    const holder = hostHolder(host, [
      session,
      ...this.#rivalsOf(session, host),
    ]);
    if (holder && holder !== session) {
      return { hostTrouble: takenHost(host, session, holder) };
    }
    return this.#isLeft(host, session) ? { hostDeparting: true } : {};
  }

  /** The other sessions that want a host. Of one that is being deleted only its route still counts. */
  #rivalsOf(session: VDISession, host: string): VDISession[] {
    const own = keyOf(session);
    return [...this.#sessions.keys(host)]
      .filter(key => key !== own)
      .flatMap(key => this.#options.sessions.get(key) ?? [])
      .filter(({ metadata }) => !metadata.deletionTimestamp);
  }

  /** Whether another session's route still leads from the host, and this one has none yet. */
  #isLeft(host: string, session: VDISession): boolean {
    const { routes } = this.#options;
    const { namespace, name } = session.metadata;
    const child = `${namespace}/${childName(name)}`;
    const own = routes.get(child);
    if (own && ownershipOf('route', own, session) === 'ours') return false;
    return routes.by(BY_HOST, host).some(route => keyOf(route) !== child);
  }

  /** @returns the keys of all sessions that want the host that this one wants, or wanted */
  #note(key: string): string[] {
    const session = this.#options.sessions.get(key);
    const before = this.#hosts.get(key);
    const after = session && hostOf(session, this.#options.settings);
    if (before !== after) {
      if (after === undefined) this.#hosts.delete(key);
      else this.#hosts.set(key, after);
      this.#sessions.update(key, before, after);
    }
    const hosts = new Set([before, after]);
    return [...hosts].flatMap(host =>
      host === undefined ? [] : [...this.#sessions.keys(host)],
    );
  }

  #tell(sessions: readonly string[]): void {
    if (!sessions.length) return;
    for (const listener of this.#listeners) listener(sessions);
  }
}
