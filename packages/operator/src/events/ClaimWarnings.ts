import type { HomeRecord } from '../session/records';
import { type EventsOptions, ObjectEvents } from './ObjectEvents';

/** What the cluster says of claims that it cannot serve: a claim itself only says `Pending`, its Events say why. */
export class ClaimWarnings extends ObjectEvents {
  constructor(options: EventsOptions) {
    super(options, 'involvedObject.kind=PersistentVolumeClaim,type=Warning');
  }

  /** The last warning about a claim that is not bound; `undefined` where there is none. */
  of(home: HomeRecord | undefined): string | undefined {
    return home?.phase === 'Bound' ? undefined : this.last(home?.metadata.uid);
  }
}
