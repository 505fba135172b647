import { randomUUID } from 'node:crypto';
import {
  Clock,
  Connection,
  KubeObject,
  loadConnection,
  NAMESPACE,
  Resource,
  Transport,
} from '../../src';
import { FaultProxy, ProxiedRequest } from '../../src/testing/FaultProxy';
import { Content, Copy, Original, OURS, projectSeen } from './Copy';

/** A resource to watch, and what its objects need to be taken. */
export interface Watched {
  resource: Resource;
  fields?: object;
}

export const CONFIG_MAPS: Watched = {
  resource: {
    group: '',
    version: 'v1',
    plural: 'configmaps',
    kind: 'ConfigMap',
    namespaced: true,
  },
};

/** Characters of one to four bytes. */
const TEXT = 'Bürotür 日本語 🖥';

const NAMES = Array.from({ length: 12 }, (_, i) => `object-${i}`);

export const isWatch = (request: ProxiedRequest) => request.isWatch;
export const isPage = ({ isWatch: watch, query }: ProxiedRequest) =>
  !watch && query.has('limit');
export const isStreamedList = ({ query }: ProxiedRequest) =>
  query.has('sendInitialEvents');

/** Objects in a namespace of their own, and a copy of them that is kept by way of a proxy. */
export class Mirror implements Original {
  readonly namespace = `faults-${randomUUID().slice(0, 8)}`;
  readonly #cleanups: (() => unknown)[] = [];
  readonly #counts = new Map<string, number>();
  readonly #uids = new Set<string>();
  #writes = 0;

  private constructor(
    readonly watched: Watched,
    /** Straight to the API server. */
    readonly transport: Transport,
    readonly proxy: FaultProxy,
  ) {}

  static async create(watched = CONFIG_MAPS): Promise<Mirror> {
    const connection = await loadConnection({
      kubeconfig: process.env.VDI_TEST_KUBECONFIG,
    });
    const transport = new Transport(connection, { userAgent: 'truth/1' });
    const proxy = await FaultProxy.start(connection);
    const mirror = new Mirror(watched, transport, proxy);
    const metadata = { name: mirror.namespace };
    await transport.create(NAMESPACE, { metadata });
    return mirror;
  }

  /** Ends what was begun since the last time, and forgets the proxy's rules. */
  async reset(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0).reverse()) {
      await cleanup();
    }
    this.proxy.clear();
    this.proxy.requests.length = 0;
  }

  async remove(): Promise<void> {
    await this.reset();
    await this.proxy.close();
    await this.transport.delete(NAMESPACE, { name: this.namespace });
    await this.transport.close();
  }

  /** Another way through the proxy. */
  connect(
    options: { timeoutMs?: number; clock?: Clock } = {},
    connection: Connection = this.proxy.connection,
  ): Transport {
    const transport = new Transport(connection, {
      userAgent: 'mirror/1',
      ...options,
    });
    this.#cleanups.push(() => transport.close());
    return transport;
  }

  /** Starts a copy, which need not be complete yet. */
  start(options: { clock?: Clock } = {}, transport = this.connect()): Copy {
    const { resource } = this.watched;
    const { namespace } = this;
    const scope = { ...options, resource, namespace };
    const copy = new Copy(transport, scope, this);
    this.#cleanups.push(() => copy.stop());
    return copy;
  }

  /** Creates, changes and deletes objects, behind the proxy's back. */
  async write(times = 20): Promise<void> {
    const { resource, fields } = this.watched;
    const { namespace } = this;
    for (let i = 0; i < times; i++) {
      this.#writes += 1;
      // Each name comes by in turn, and goes each third time.
      const name = NAMES[(this.#writes * 5) % NAMES.length];
      const count = (this.#counts.get(name) ?? 0) + 1;
      this.#counts.set(name, count);
      const annotations = {
        count: String(count),
        text: `${TEXT} ${'ü'.repeat(count % 7)}`,
      };
      const metadata = { namespace, name, annotations };
      const ref = { namespace, name };
      const write = {
        0: () => this.transport.delete(resource, ref),
        1: () => this.transport.create(resource, { ...fields, metadata }),
        2: () => {
          const body = { metadata: { annotations } };
          return this.transport.patch(resource, ref, { type: 'merge', body });
        },
      }[(count % 3) as 0 | 1 | 2];
      const { metadata: written } = (await write()) as KubeObject;
      this.#uids.add(written?.uid ?? '');
    }
  }

  /** Creates so many objects more, which nothing happens to afterwards. */
  async fill(count: number): Promise<void> {
    const { resource, fields } = this.watched;
    const create = async (name: string) => {
      const { metadata } = await this.transport.create<KubeObject>(resource, {
        ...fields,
        metadata: { namespace: this.namespace, name },
      });
      this.#uids.add(metadata?.uid ?? '');
    };
    await Promise.all(
      Array.from({ length: count }, (_, i) => create(`more-${i}`)),
    );
  }

  async truth(): Promise<Content> {
    const list = await this.transport.list(this.watched.resource, {
      namespace: this.namespace,
      fieldSelector: OURS,
    });
    const objects = list.items.map(object => [
      object.metadata?.name,
      projectSeen(object),
    ]);
    return { objects: Object.fromEntries(objects), wrong: [] };
  }

  knows(uid: string): boolean {
    return this.#uids.has(uid);
  }
}
