import { Clock } from './clock';
import { describeError } from './describeError';
import { KubeError } from './errors';
import { splitLines } from './lines';
import { KubeObject, Status } from './object';
import { errorFromStatus } from './reply';
import { Query, RawRequest } from './request';
import { Resource, resourcePath } from './resource';
import { METADATA_ONLY, Transport } from './transport';

/** One line of a watch. A bookmark's object has a resource version and nothing else. */
export interface WatchEvent<T extends KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  object: T;
}

/** Options of {@link watch}. */
export interface WatchOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  metadataOnly?: boolean;
  /** Where to begin. Default: the present, of which every existing object is told first. */
  resourceVersion?: string;
  /** Let the server tell every existing object and then say, by a marked bookmark, that this was all. */
  sendInitialEvents?: boolean;
  /** When the server ends the watch by itself, in seconds. */
  timeoutSeconds: number;
  /** How long a silence, in milliseconds, means that the other side is gone without a word. */
  silenceMs: () => number;
  /** Called when the reply begins and whenever bytes come, even when they do not make a line yet. */
  onBytes: () => void;
  signal: AbortSignal;
  clock: Clock;
}

const describe = (request: RawRequest) => `WATCH ${request.path}`;

/**
 * One watch: from its request to its end, which is a return when the server ended it in good order.
 *
 * @throws KubeError for a refusal, an ERROR event, a broken or silent connection and a line that is not an event.
 */
export async function* watch<T extends KubeObject>(
  transport: Transport,
  resource: Resource,
  options: WatchOptions,
): AsyncGenerator<WatchEvent<T>> {
  const { clock, signal, onBytes, silenceMs } = options;
  const request = watchRequest(resource, options);
  const { body, close } = await transport.stream(request);
  let heardAt = clock.now();
  let silent = false;
  let cancelTimer = () => {};

  const listen = () => {
    const left = heardAt + silenceMs() - clock.now();
    if (left <= 0) {
      silent = true;
      close();
      return;
    }
    cancelTimer = clock.after(left, listen);
  };
  const heard = async function* heard() {
    for await (const chunk of body) {
      heardAt = clock.now();
      onBytes();
      yield chunk;
    }
  };

  onBytes();
  listen();
  try {
    for await (const line of splitLines(heard())) {
      yield parseEvent<T>(line, request);
    }
  } catch (error) {
    if (error instanceof KubeError || signal.aborted) {
      throw error;
    }
    throw new KubeError(
      silent
        ? `${describe(request)}: nothing came for ${silenceMs() / 1000} s`
        : `${describe(request)}: ${describeError(error).message}`,
      { code: silent ? 'KUBE_TIMEOUT' : 'KUBE_UNREACHABLE', cause: error },
    );
  } finally {
    cancelTimer();
    close();
  }
}

function watchRequest(resource: Resource, options: WatchOptions): RawRequest {
  const { sendInitialEvents } = options;
  const query: Query = {
    watch: true,
    allowWatchBookmarks: true,
    timeoutSeconds: options.timeoutSeconds,
    labelSelector: options.labelSelector,
    fieldSelector: options.fieldSelector,
    resourceVersion: options.resourceVersion,
    sendInitialEvents: sendInitialEvents ? true : undefined,
    resourceVersionMatch: sendInitialEvents ? 'NotOlderThan' : undefined,
  };
  return {
    method: 'GET',
    verb: 'watch',
    path: resourcePath(resource, { namespace: options.namespace }),
    resource: resource.plural,
    query,
    accept: options.metadataOnly ? METADATA_ONLY : undefined,
    signal: options.signal,
  };
}

function parseEvent<T extends KubeObject>(
  line: string,
  request: RawRequest,
): WatchEvent<T> {
  let event: WatchEvent<T> | { type: 'ERROR'; object: Status };
  try {
    event = JSON.parse(line);
  } catch (cause) {
    throw new KubeError(`${describe(request)}: half a line`, {
      code: 'KUBE_BAD_REPLY',
      cause,
    });
  }
  if (event.type === 'ERROR') {
    throw errorFromStatus(event.object, request);
  }
  if (!event.object?.metadata?.resourceVersion) {
    throw new KubeError(`${describe(request)}: an event without its object`, {
      code: 'KUBE_BAD_REPLY',
    });
  }
  return event;
}
