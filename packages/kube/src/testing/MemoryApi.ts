import { KubeError } from '../errors';
import { Http } from '../http';
import { KubeObject } from '../object';
import { RawRequest, Stream } from '../request';

/** One watch of one object by its name. */
class MemoryWatch {
  readonly #request: RawRequest;
  readonly #lines: string[] = [];
  #closed = false;
  #wake = () => {};

  constructor(request: RawRequest) {
    this.#request = request;
    request.signal?.addEventListener('abort', () => this.close());
  }

  tell(type: string, path: string, object: KubeObject): void {
    const [, name] = String(this.#request.query?.fieldSelector).split('=');
    if (path === `${this.#request.path}/${name}`) {
      this.send(type, object);
    }
  }

  send(type: string, object: KubeObject): void {
    this.#lines.push(`${JSON.stringify({ type, object })}\n`);
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async *body(): AsyncGenerator<Uint8Array> {
    while (!this.#closed) {
      const line = this.#lines.shift();
      if (line) {
        yield Buffer.from(line);
      } else {
        await new Promise<void>(resolve => {
          this.#wake = resolve;
        });
      }
    }
    throw new Error('The connection is closed');
  }
}

/** The objects of an API server in memory, with its rules for versions and names: what is not about bytes needs no sockets. */
export class MemoryApi implements Http {
  /** By path. */
  readonly objects = new Map<string, KubeObject>();
  readonly requests: RawRequest[] = [];
  readonly #watches = new Set<MemoryWatch>();
  #version = 100;

  async request<T>(request: RawRequest): Promise<T> {
    request.signal?.throwIfAborted();
    request.beforeSend?.();
    this.requests.push(request);
    return structuredClone(this.#answer(request)) as T;
  }

  async stream(request: RawRequest): Promise<Stream> {
    request.signal?.throwIfAborted();
    const watch = new MemoryWatch(request);
    for (const [path, object] of this.objects) {
      watch.tell('ADDED', path, object);
    }
    const annotations = { 'k8s.io/initial-events-end': 'true' };
    const resourceVersion = String(this.#version);
    watch.send('BOOKMARK', { metadata: { resourceVersion, annotations } });
    this.#watches.add(watch);
    return {
      body: watch.body(),
      close: () => {
        this.#watches.delete(watch);
        watch.close();
      },
    };
  }

  apart(): Http {
    return this;
  }

  serverTime(): undefined {
    return undefined;
  }

  async close(): Promise<void> {
    this.#watches.forEach(watch => watch.close());
  }

  /** Changes an object behind everybody's back. */
  edit(path: string, change: (object: KubeObject) => KubeObject): void {
    const object = this.objects.get(path);
    if (object) {
      this.#store('MODIFIED', path, change(object));
    }
  }

  delete(path: string): void {
    const object = this.objects.get(path);
    if (object) {
      this.#store('DELETED', path, object);
    }
  }

  #answer({ method, path, body }: RawRequest): KubeObject {
    const sent = body as KubeObject;
    if (method === 'POST') {
      const target = `${path}/${sent.metadata?.name}`;
      if (this.objects.has(target)) {
        throw failure(409, 'AlreadyExists');
      }
      return this.#store('ADDED', target, sent);
    }
    const known = this.objects.get(path);
    if (!known) {
      throw failure(404, 'NotFound');
    }
    if (method === 'PUT') {
      if (sent.metadata?.resourceVersion !== known.metadata?.resourceVersion) {
        throw failure(409, 'Conflict');
      }
      return this.#store('MODIFIED', path, sent);
    }
    return method === 'PATCH'
      ? this.#store('MODIFIED', path, { ...known, ...sent })
      : known;
  }

  #store(type: string, path: string, object: KubeObject): KubeObject {
    const known = this.objects.get(path);
    const { metadata } = object;
    const same = { ...object, metadata: known?.metadata };
    if (type === 'MODIFIED' && JSON.stringify(same) === JSON.stringify(known)) {
      return same;
    }
    this.#version += 1;
    const stored = structuredClone({
      ...object,
      metadata: { ...metadata, resourceVersion: String(this.#version) },
    });
    if (type === 'DELETED') {
      this.objects.delete(path);
    } else {
      this.objects.set(path, stored);
    }
    this.#watches.forEach(watch => watch.tell(type, path, stored));
    return stored;
  }
}

function failure(status: number, reason: string): KubeError {
  return new KubeError(reason, { code: 'KUBE_STATUS', status, reason });
}
