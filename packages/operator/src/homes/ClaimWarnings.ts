import {
  Informer,
  type KubeObject,
  type Logger,
  type Transport,
} from '@backstage-vdi/kube';
import { CORE_EVENT } from '../resources';
import type { HomeRecord } from '../session/records';
import { watchOptions } from '../watchLog';

/** Options of {@link ClaimWarnings}. */
export interface ClaimWarningsOptions {
  transport: Transport;
  /** The only namespace to read. Default: all. */
  namespace?: string;
  logger: Logger;
}

/** An Event about a claim, as the API server sends it. */
interface RawEvent extends KubeObject {
  involvedObject?: { namespace?: string; name?: string; uid?: string };
  message?: string;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** What is kept of one. */
interface WarningRecord {
  /** Of the claim: `namespace/name`. */
  claim: string;
  uid?: string;
  message: string;
  /** When it was last said, in milliseconds since 1970. */
  at: number;
}

/** Index of warnings by the UID of their claim. */
const BY_CLAIM = 'claim';

/** Storage may have a lot to say; the rest is in its Event. */
const MESSAGE_LENGTH = 300;

/**
 * What the cluster says of claims that it cannot serve: a claim itself only says `Pending`, its Events say why. Without the right to
 * read Events nothing is known, and everything else works.
 */
export class ClaimWarnings {
  readonly #events: Informer<RawEvent, WarningRecord>;

  constructor({ transport, namespace, logger }: ClaimWarningsOptions) {
    this.#events = new Informer(transport, {
      ...watchOptions(CORE_EVENT, logger),
      namespace,
      fieldSelector: 'involvedObject.kind=PersistentVolumeClaim,type=Warning',
      project,
      indexes: { [BY_CLAIM]: ({ uid }) => (uid ? [uid] : []) },
    });
  }

  /** Reads until the signal aborts. Never rejects. To be called once. */
  run(signal: AbortSignal): Promise<void> {
    return this.#events.run(signal);
  }

  /** The last warning about a claim that is not bound; `undefined` where there is none. */
  of(home: HomeRecord | undefined): string | undefined {
    if (!home?.metadata.uid || home.phase === 'Bound') return undefined;
    const [last] = this.#events.store
      .by(BY_CLAIM, home.metadata.uid)
      .sort((a, b) => b.at - a.at);
    return last?.message;
  }

  /** Calls `listener` with the claims (`namespace/name`) about which something new is said. */
  onChange(listener: (claims: string[]) => void): void {
    const { store } = this.#events;
    store.onChange(keys => {
      listener(keys.flatMap(key => store.get(key)?.claim ?? []));
    });
  }
}

function project(event: RawEvent): WarningRecord {
  const { involvedObject = {}, message = '' } = event;
  const { namespace, name, uid } = involvedObject;
  const time = event.lastTimestamp ?? event.eventTime ?? '';
  return {
    claim: `${namespace}/${name}`,
    uid,
    message: message.slice(0, MESSAGE_LENGTH),
    at: Date.parse(time) || 0,
  };
}
