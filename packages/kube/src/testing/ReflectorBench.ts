import {
  Reflector,
  ReflectorEvent,
  ReflectorOptions,
  ReflectorState,
} from '../reflector';
import { Transport } from '../transport';
import { FakeApiServer, OpenWatch, Thing, THING } from './FakeApiServer';
import { Recorder } from './Recorder';

type Told = ReflectorEvent<string>;

/** An event in a few words. */
function inWords(event: Told): string {
  switch (event.type) {
    case 'replace':
      return [
        'replace',
        ...event.items.map(item => item.record),
        ...event.unreadable.map(key => `unreadable ${key}`),
      ].join(' ');
    case 'upsert':
      return `upsert ${event.item.record}`;
    case 'delete':
      return `delete ${event.key}`;
    default:
      return event.type;
  }
}

/** One reflector at a time, before a server that can be told to misbehave. */
export class ReflectorBench {
  #stop = async () => {};

  private constructor(readonly server: FakeApiServer) {}

  static async create(): Promise<ReflectorBench> {
    return new ReflectorBench(await FakeApiServer.start());
  }

  /** Ends the reflector. */
  stop(): Promise<void> {
    return this.#stop();
  }

  async close(): Promise<void> {
    await this.#stop();
    await this.server.stop();
  }

  /** Starts one, and records what it tells. */
  run(options: Partial<ReflectorOptions<Thing, string>> = {}) {
    const transport = new Transport(this.server.connection(), {
      userAgent: 'test',
    });
    const told = new Recorder<string>();
    const states = new Recorder<ReflectorState>();
    const errors: unknown[] = [];
    const reflector = new Reflector<Thing, string>(transport, {
      resource: THING,
      project: thing => `${thing.metadata?.name}=${thing.spec?.size}`,
      onState: states.record,
      onError: error => errors.push(error),
      // No waiting, and the same time-out of all watches.
      random: () => 0,
      ...options,
    });
    const abort = new AbortController();
    const loop = (async () => {
      for await (const event of reflector.events(abort.signal)) {
        told.record(inWords(event));
      }
    })();
    this.#stop = async () => {
      abort.abort();
      await loop;
      await transport.close();
    };
    return { reflector, told, states, errors };
  }

  /** The next watch that is not a streamed list. */
  nextResumed(): Promise<OpenWatch> {
    return this.server.watches.next(
      open => open.request.query.get('sendInitialEvents') === null,
    );
  }
}
