import { Connection } from './connection';
import { KubeError } from './errors';
import { GuardedHttp } from './guardedHttp';
import { Http } from './http';
import { HttpClient, HttpClientOptions } from './httpClient';
import { Leadership } from './leadership';
import { isStatus, KubeList, KubeObject, Status } from './object';
import { CallOptions, Query, RawRequest, Stream } from './request';
import { apiVersionOf, ObjectRef, Resource, resourcePath } from './resource';

/** Options of a {@link Transport}. */
export interface TransportOptions extends HttpClientOptions {
  /** Owner of the fields we write. Default: the name in `userAgent`, as client-go does. */
  fieldManager?: string;
}

/** Options of every call that writes. */
export interface WriteOptions extends CallOptions {
  /** Instead of the transport's own. */
  fieldManager?: string;
  /** Only check whether the write would be accepted. */
  dryRun?: boolean;
}

/** Which objects of a resource, and how many at a time. */
export interface ListOptions extends CallOptions {
  /** Default: all namespaces. */
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
  limit?: number;
  continue?: string;
  resourceVersion?: string;
  resourceVersionMatch?: 'Exact' | 'NotOlderThan';
  /** Ask for metadata only (`PartialObjectMetadata`): much smaller where the rest is not read. */
  metadataOnly?: boolean;
}

/** A change to an object: a JSON merge patch (RFC 7386), a JSON patch (RFC 6902), or an apply configuration. */
export type Patch =
  | { type: 'merge'; body: object }
  | { type: 'json'; body: readonly object[] }
  /** Server-side apply; `force` takes fields over from other managers. */
  | { type: 'apply'; body: object; force?: boolean };

/** Options of a delete. */
export interface DeleteOptions extends WriteOptions {
  /** Delete only the object that has this UID: not another that got its name meanwhile. */
  uid?: string;
  resourceVersion?: string;
  /** What happens to dependents. Default: the server's (`Background` for nearly everything). */
  propagationPolicy?: 'Background' | 'Foreground' | 'Orphan';
  gracePeriodSeconds?: number;
}

const PARTIAL = 'g=meta.k8s.io;v=v1';

/** The Accept header of objects reduced to their metadata. */
export const METADATA_ONLY = `application/json;as=PartialObjectMetadata;${PARTIAL}`;
const METADATA_ONLY_LIST = `application/json;as=PartialObjectMetadataList;${PARTIAL}`;

const PATCH_TYPES = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  // JSON is YAML; the server knows this type alone for apply.
  apply: 'application/apply-patch+yaml',
} as const;

/**
 * The verbs of the API, on one server.
 *
 * All of them throw a KubeError, a ConnectionError when credentials cannot be had, or the reason of the signal they were given.
 */
export class Transport {
  /** The namespace that our credentials belong to. */
  readonly namespace: string;
  readonly #connection: Connection;
  readonly #options: TransportOptions;
  readonly #http: Http;

  /** @param http - how requests are made. Default: a pool of connections of its own. */
  constructor(
    connection: Connection,
    options: TransportOptions,
    http: Http = new HttpClient(connection, options),
  ) {
    this.namespace = connection.namespace;
    this.#connection = connection;
    this.#options = options;
    this.#http = http;
  }

  /**
   * The same transport, on the same connections, for what only a leader may do: each write asks `leadership.assert()` in the moment
   * in which its bytes go out, however long it had to wait for a connection or a busy server, and is broken off when
   * `leadership.signal` aborts. Reads are not guarded.
   *
   * What was sent before may still arrive: be safe with resource versions, UIDs and deterministic names too.
   */
  guardedBy(leadership: Leadership): Transport {
    return this.#over(new GuardedHttp(this.#http, leadership));
  }

  /**
   * The same transport on connections of its own, for what must not wait behind anything else. Close it on its own.
   *
   * @param connections - how many at most.
   */
  apart(connections: number): Transport {
    return this.#over(this.#http.apart(connections));
  }

  /**
   * What time it is for the API server, in milliseconds since 1970: what its replies said, and what passed since on a clock that nobody
   * sets. At most a second behind, never ahead; `undefined` before the first reply. Compare times in objects with this one: the
   * machine's own clock may be wrong, and may be set.
   */
  serverTime(): number | undefined {
    return this.#http.serverTime();
  }

  /** Reads one object. */
  get<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    options?: CallOptions,
  ): Promise<T> {
    return this.#object<T>({
      ...options,
      method: 'GET',
      path: resourcePath(resource, ref),
      resource: metricName(resource, ref),
    });
  }

  /** Reads one page of a collection: all of it unless `limit` is given. */
  async list<T extends KubeObject>(
    resource: Resource,
    options: ListOptions = {},
  ): Promise<KubeList<T>> {
    const { signal, userAgent, expendable, namespace, metadataOnly, ...query } =
      options;
    const path = resourcePath(resource, { namespace });
    const list = await this.#object<KubeList<T>>({
      signal,
      userAgent,
      expendable,
      method: 'GET',
      verb: 'list',
      path,
      query,
      accept: metadataOnly ? METADATA_ONLY_LIST : undefined,
      resource: metricName(resource),
    });
    if (list.items === null) {
      // An empty list of metadata only. What has no items at all is no list, and not an empty one.
      return { ...list, items: [] };
    }
    if (!Array.isArray(list.items)) {
      throw new KubeError(`GET ${path}: the reply is no list`, {
        code: 'KUBE_BAD_REPLY',
      });
    }
    return list;
  }

  /** Creates an object in the namespace that its metadata names. */
  create<T extends KubeObject>(
    resource: Resource,
    object: T,
    options?: WriteOptions & { subresource?: string },
  ): Promise<T> {
    const { namespace, name } = object.metadata ?? {};
    const { subresource } = options ?? {};
    const ref = subresource ? { namespace, name, subresource } : { namespace };
    return this.#write<T>('POST', resource, ref, withKind(resource, object), {
      options,
    });
  }

  /** Replaces an object; with a `resourceVersion` in its metadata only if nobody changed it since. */
  replace<T extends KubeObject>(
    resource: Resource,
    object: T,
    options?: WriteOptions & { subresource?: string },
  ): Promise<T> {
    const { namespace, name } = object.metadata ?? {};
    const ref = { namespace, name, subresource: options?.subresource };
    return this.#write<T>('PUT', resource, ref, withKind(resource, object), {
      options,
    });
  }

  /** Changes an object, or one of its subresources. */
  patch<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    patch: Patch,
    options?: WriteOptions,
  ): Promise<T> {
    return this.#write<T>('PATCH', resource, ref, patch.body, {
      options,
      contentType: PATCH_TYPES[patch.type],
      query: patch.type === 'apply' ? { force: patch.force } : undefined,
    });
  }

  /**
   * Deletes an object. The reply is the object with a `deletionTimestamp` while it still ends (finalizers, a pod's grace
   * period); when it is gone, a {@link Status} or, for some resources, the object as it was.
   */
  delete<T extends KubeObject>(
    resource: Resource,
    ref: ObjectRef & { name: string },
    options: DeleteOptions = {},
  ): Promise<T | Status> {
    const { uid, resourceVersion, propagationPolicy, gracePeriodSeconds } =
      options;
    const preconditions =
      uid || resourceVersion ? { uid, resourceVersion } : undefined;
    const body = { preconditions, propagationPolicy, gracePeriodSeconds };
    return this.#write<T | Status>('DELETE', resource, ref, body, { options });
  }

  /** Makes a request that no other method covers and reads its JSON reply; an empty one is `undefined`. */
  request<T>(request: RawRequest): Promise<T> {
    return this.#http.request<T>(request);
  }

  /** Opens a reply that goes on, on a connection of its own that ends with it. */
  stream(request: RawRequest): Promise<Stream> {
    return this.#http.stream(request);
  }

  /** Breaks off what is still running and closes every socket; calls made afterwards fail. */
  close(): Promise<void> {
    return this.#http.close();
  }

  #over(http: Http): Transport {
    return new Transport(this.#connection, this.#options, http);
  }

  /** An answer that is no object of the API, as a gateway may give: what was asked may or may not have been done. */
  async #object<T>(request: RawRequest): Promise<T> {
    const reply = await this.request<T>(request);
    if (!hasMetadata(reply)) {
      throw new KubeError(
        `${request.method} ${request.path}: the reply is no object of the API`,
        { code: 'KUBE_BAD_REPLY', ambiguous: request.method !== 'GET' },
      );
    }
    return reply;
  }

  #write<T>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    resource: Resource,
    ref: ObjectRef,
    body: object,
    {
      options = {},
      contentType,
      query,
    }: { options?: WriteOptions; contentType?: string; query?: Query },
  ): Promise<T> {
    const fieldManager =
      options.fieldManager ??
      this.#options.fieldManager ??
      this.#options.userAgent.split('/')[0];
    return this.#object<T>({
      signal: options.signal,
      userAgent: options.userAgent,
      expendable: options.expendable,
      method,
      path: resourcePath(resource, ref),
      query: {
        ...query,
        // A delete owns no fields.
        fieldManager: method === 'DELETE' ? undefined : fieldManager,
        dryRun: options.dryRun ? 'All' : undefined,
      },
      body,
      contentType,
      resource: metricName(resource, ref),
    });
  }
}

function hasMetadata(reply: unknown): boolean {
  return (
    isStatus(reply) ||
    (typeof reply === 'object' && reply !== null && 'metadata' in reply)
  );
}

function metricName(resource: Resource, ref: ObjectRef = {}): string {
  return ref.subresource
    ? `${resource.plural}/${ref.subresource}`
    : resource.plural;
}

/** The server needs both names; items of lists, from which objects are often made, come without. */
function withKind<T extends KubeObject>(resource: Resource, object: T): T {
  return {
    apiVersion: apiVersionOf(resource),
    kind: resource.kind,
    ...object,
  };
}
