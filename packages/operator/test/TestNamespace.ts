import { randomUUID } from 'node:crypto';
import {
  apiVersionOf,
  type Connection,
  Informer,
  isNotFound,
  type KubeObject,
  loadConnection,
  NAMESPACE,
  type Resource,
  Transport,
} from '@backstage-vdi/kube';
import { removeNamespace } from '@backstage-vdi/kube/testing';
import type { VDISession, VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import {
  type ChildKind,
  CHILDREN,
  NODE,
  VDISESSION,
  VDITEMPLATE,
} from '../src/resources';
import { rendererOf, type RoutingKind } from '../src/routes/rendererOf';

/** An object with whatever it has. */
export type Any = KubeObject & { spec?: any; status?: any; data?: any };

const SERVICE_ACCOUNT: Resource = {
  group: '',
  version: 'v1',
  plural: 'serviceaccounts',
  kind: 'ServiceAccount',
  namespaced: true,
};

type Kind = ChildKind | 'session';

/** A namespace of its own on a real API server, with an eye on everything that sessions are made of. */
export class TestNamespace {
  readonly name = `operator-${randomUUID().slice(0, 8)}`;
  readonly #informers = {} as Record<Kind, Informer<Any, Any>>;
  readonly #abort = new AbortController();
  readonly #templates: string[] = [];
  /** Nodes that go with it. */
  readonly nodes: string[] = [];
  /** What everything in it is. */
  readonly resources: Record<Kind, Resource>;
  /** By kind and name. */
  readonly #uids = new Map<string, Set<string>>();
  #running: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly connection: Connection,
    readonly transport: Transport,
    routingKind: RoutingKind,
  ) {
    const { resource: route } = rendererOf({ routingKind });
    this.resources = { ...CHILDREN, route, session: VDISESSION };
  }

  /** @param routingKind - what its routes are */
  static async create(
    routingKind: RoutingKind = 'ingressroute',
  ): Promise<TestNamespace> {
    const connection = await loadConnection({
      kubeconfig: process.env.VDI_TEST_KUBECONFIG,
    });
    const transport = new Transport(connection, { userAgent: 'test/1' });
    const namespace = new TestNamespace(connection, transport, routingKind);
    await transport.create(NAMESPACE, { metadata: { name: namespace.name } });
    await Promise.all([namespace.#watch(), namespace.#takesPods()]);
    return namespace;
  }

  /** Resolves when the namespace has its service account: before that no pod can be made, and an attempt would be logged. */
  async #takesPods(): Promise<void> {
    const abort = new AbortController();
    const accounts = new Informer<Any, Any>(this.transport, {
      resource: SERVICE_ACCOUNT,
      namespace: this.name,
      project: object => object,
    });
    const found = new Promise<void>(resolve => {
      accounts.store.onChange(() => resolve());
    });
    const running = accounts.run(abort.signal);
    await found;
    abort.abort();
    await running;
  }

  async #watch(): Promise<void> {
    for (const [kind, resource] of Object.entries(this.resources)) {
      this.#informers[kind as Kind] = new Informer<Any, Any>(this.transport, {
        resource,
        namespace: this.name,
        project: object => object,
        optional: true,
      });
    }
    for (const kind of Object.keys(this.resources) as Kind[]) {
      this.#informers[kind].store.onChange(keys =>
        keys.forEach(key => this.#note(kind, key.split('/')[1])),
      );
    }
    const informers = Object.values(this.#informers);
    this.#running = Promise.all(
      informers.map(informer => informer.run(this.#abort.signal)),
    );
    await Promise.all(informers.map(informer => informer.synced));
  }

  /** Has everything removed that was made. No operator may run any more: what one would still do is done here. */
  async remove(): Promise<void> {
    await removeNamespace(this.transport, this.name, VDISESSION);
    // A pod whose node is gone has nobody who ends it, and its namespace waits for minutes.
    if (this.nodes.length) await this.until(() => !this.names('pod').length);
    for (const name of this.nodes) await this.transport.delete(NODE, { name });
    this.#abort.abort();
    await this.#running;
    for (const name of this.#templates) await this.removeTemplate(name);
    await this.transport.close();
  }

  /** Resolves with what `check` gives as soon as that is something; it is asked again after every change. */
  async until<T>(check: () => T | undefined | null | false): Promise<T> {
    const first = check();
    if (first) return first;
    return new Promise((resolve, reject) => {
      const stops = Object.values(this.#informers).map(({ store }) =>
        store.onChange(() => {
          try {
            const found = check();
            if (!found) return;
            stops.forEach(stop => stop());
            resolve(found);
          } catch (error) {
            reject(error);
          }
        }),
      );
    });
  }

  /** An object of this namespace as it was last seen. */
  get(kind: Kind, name: string): Any | undefined {
    return this.#informers[kind].store.get(`${this.name}/${name}`);
  }

  /** The UIDs of all objects that were ever seen under a name, in their order. */
  uids(kind: Kind, name: string): string[] {
    return [...(this.#uids.get(`${kind}/${name}`) ?? [])];
  }

  #note(kind: Kind, name: string): void {
    const { uid } = this.get(kind, name)?.metadata ?? {};
    if (!uid) return;
    const id = `${kind}/${name}`;
    this.#uids.set(id, (this.#uids.get(id) ?? new Set()).add(uid));
  }

  /** The names of all objects of a kind. */
  names(kind: Kind): string[] {
    return [...this.#informers[kind].store.keys()].map(
      key => key.split('/')[1],
    );
  }

  /** Resolves when none of these objects is there. */
  async untilGone(names: Partial<Record<Kind, string[]>>): Promise<void> {
    const all = Object.entries(names).flatMap(([kind, list]) =>
      list.map(name => ({ kind: kind as Kind, name })),
    );
    await this.until(() => !all.some(({ kind, name }) => this.get(kind, name)));
  }

  /** Resolves when there is an object of this name other than the one that is there now. */
  untilReplaced(kind: Kind, name: string): Promise<unknown> {
    const uid = this.get(kind, name)?.metadata?.uid;
    return this.until(() => {
      const now = this.get(kind, name)?.metadata?.uid;
      return now !== undefined && now !== uid;
    });
  }

  status(name: string): NonNullable<VDISession['status']> {
    return this.get('session', name)?.status ?? {};
  }

  condition(name: string, type: string) {
    return this.status(name).conditions?.find(it => it.type === type);
  }

  /** Resolves with the status when the session has this phase, and this reason if one is given. */
  untilPhase(name: string, phase: string, reason?: string) {
    return this.until(() => {
      const status = this.status(name);
      const ready = this.condition(name, 'Ready');
      return (
        status.phase === phase &&
        (!reason || ready?.reason === reason) &&
        status
      );
    });
  }

  /** Makes a cluster-wide template that goes with this namespace. @returns its name */
  async template(spec: Partial<VDITemplate['spec']> = {}): Promise<string> {
    const name = `${this.name}-${this.#templates.length}`;
    await this.createTemplate(name, spec);
    return name;
  }

  async createTemplate(
    name: string,
    spec: Partial<VDITemplate['spec']> = {},
  ): Promise<void> {
    this.#templates.push(name);
    await this.transport.create<Any>(VDITEMPLATE, {
      metadata: { name },
      spec: {
        displayName: 'Test',
        image: 'registry.example.com/desktop:1',
        runtime: { type: 'novnc' },
        ...spec,
      },
    });
  }

  async patchTemplate(name: string, spec: object): Promise<void> {
    await this.transport.patch(
      VDITEMPLATE,
      { name },
      { type: 'merge', body: { spec } },
    );
  }

  async removeTemplate(name: string): Promise<void> {
    await this.transport.delete(VDITEMPLATE, { name }).catch(ignoreNotFound);
  }

  /** Makes a session as kubectl does: with nothing that was not asked for. */
  async session(
    name: string,
    spec: object,
    metadata: object = {},
  ): Promise<Any> {
    return this.transport.create<Any>(VDISESSION, {
      metadata: { namespace: this.name, name, ...metadata },
      spec: { user: 'alice@example.com', ...spec },
    });
  }

  async patchSession(name: string, spec: object): Promise<void> {
    await this.transport.patch(
      VDISESSION,
      { namespace: this.name, name },
      { type: 'merge', body: { spec } },
    );
  }

  /** Deletes a session; resolves when it is gone. */
  async deleteSession(name: string): Promise<void> {
    await this.delete('session', name);
    await this.until(() => !this.get('session', name));
  }

  async delete(kind: Kind, name: string): Promise<void> {
    const ref = { namespace: this.name, name };
    await this.transport.delete(this.resources[kind], ref);
  }

  /** Makes an object that somebody else needs. */
  async foreign(kind: ChildKind, name: string, spec: object, metadata = {}) {
    const resource = this.resources[kind];
    return this.transport.create<Any>(resource, {
      apiVersion: apiVersionOf(resource),
      kind: resource.kind,
      metadata: { namespace: this.name, name, ...metadata },
      spec,
    });
  }
}

function ignoreNotFound(error: unknown): void {
  if (!isNotFound(error)) throw error;
}
