import {
  Informer,
  type KubeObject,
  type Logger,
  type Transport,
} from '@backstage-vdi/kube';
import { CORE_EVENT } from '../resources';
import { watchOptions } from '../watchLog';

/** Where Events are read. */
export interface EventsOptions {
  transport: Transport;
  /** The only namespace to read. Default: all. */
  namespace?: string;
  logger: Logger;
}

/** An Event as the API server sends it. */
interface RawEvent extends KubeObject {
  involvedObject?: { namespace?: string; name?: string; uid?: string };
  message?: string;
  lastTimestamp?: string | null;
  eventTime?: string | null;
}

/** What is kept of one. */
interface EventRecord {
  /** What it is about: `namespace/name`. */
  object: string;
  uid?: string;
  message: string;
  /** When it was last said, in milliseconds since 1970. */
  at: number;
}

/** Index of Events by the UID of what they are about. */
const BY_UID = 'uid';

/** A cluster may have a lot to say; the rest is in its Event. */
const MESSAGE_LENGTH = 300;

/**
 * What the cluster says of objects in Events, where their status does not say it. Without the right to read Events nothing is known,
 * and everything else works.
 */
export class ObjectEvents {
  readonly #events: Informer<RawEvent, EventRecord>;

  /** @param fieldSelector - which Events */
  constructor(
    { transport, namespace, logger }: EventsOptions,
    fieldSelector: string,
  ) {
    this.#events = new Informer(transport, {
      ...watchOptions(CORE_EVENT, logger),
      namespace,
      fieldSelector,
      project,
      indexes: { [BY_UID]: ({ uid }) => (uid ? [uid] : []) },
    });
  }

  /** Reads until the signal aborts. Never rejects. To be called once. */
  run(signal: AbortSignal): Promise<void> {
    return this.#events.run(signal);
  }

  /** What was said last of the object with this UID; `undefined` where nothing was. */
  last(uid: string | undefined): string | undefined {
    if (!uid) return undefined;
    const [last] = this.#events.store
      .by(BY_UID, uid)
      .sort((a, b) => b.at - a.at);
    return last?.message;
  }

  /** Calls `listener` with the objects (`namespace/name`) about which something new is said. */
  onChange(listener: (objects: string[]) => void): void {
    const { store } = this.#events;
    store.onChange(keys => {
      listener(keys.flatMap(key => store.get(key)?.object ?? []));
    });
  }
}

function project(event: RawEvent): EventRecord {
  const { involvedObject = {}, message = '' } = event;
  const { namespace, name, uid } = involvedObject;
  const time = event.lastTimestamp ?? event.eventTime ?? '';
  return {
    object: `${namespace}/${name}`,
    uid,
    message: message.slice(0, MESSAGE_LENGTH),
    at: Date.parse(time) || 0,
  };
}
