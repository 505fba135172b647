import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Resource } from '@backstage-vdi/kube';
import { parse, stringify } from 'yaml';
import type { Invariants } from '../../invariants/Invariants';
import { readAuditLog } from '../../invariants/auditLog';
import { type Reign, reignsOf, usurpations } from '../../invariants/reigns';
import type { Any, TestNamespace } from '../../TestNamespace';
import { Program } from '../Program';

const CLUSTER_ROLE_BINDING: Resource = {
  group: 'rbac.authorization.k8s.io',
  version: 'v1',
  plural: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  namespaced: false,
};

/** The lease's own time, in milliseconds. */
const LEASE_MS = 15_000;

/** Replicas of the program that share the work of one namespace, each with an identity of its own. */
export class Replicas {
  readonly #all: Program[] = [];
  readonly #users: string[];

  private constructor(
    private readonly ns: TestNamespace,
    private readonly invariants: Invariants,
    most: number,
  ) {
    this.#users = Array.from(
      { length: most },
      (_, i) => `${ns.name}-replica-${i + 1}`,
    );
  }

  /** @param most - how many will ever be started, and others that write in their name */
  static async in(
    ns: TestNamespace,
    invariants: Invariants,
    most: number,
  ): Promise<Replicas> {
    const replicas = new Replicas(ns, invariants, most);
    await Program.build();
    await ns.transport.create<Any>(CLUSTER_ROLE_BINDING, {
      metadata: { name: ns.name },
      roleRef: {
        apiGroup: CLUSTER_ROLE_BINDING.group,
        kind: 'ClusterRole',
        name: 'cluster-admin',
      },
      subjects: replicas.#users.map(name => ({
        apiGroup: CLUSTER_ROLE_BINDING.group,
        kind: 'User',
        name,
      })),
    } as Any);
    return replicas;
  }

  /** A user that may what a replica may, and is none yet. */
  takeUser(): string {
    const user = this.#users[this.#taken];
    if (!user) throw new RangeError('No user is left');
    this.#taken += 1;
    return user;
  }
  #taken = 0;

  /** Starts one more; resolves when it has read everything. */
  async start(): Promise<Program> {
    const { ns } = this;
    const user = this.takeUser();
    const kubeconfig = path.join(tmpdir(), `${user}.kubeconfig`);
    const config = parse(
      await readFile(process.env.VDI_TEST_KUBECONFIG ?? '', 'utf8'),
    );
    for (const each of config.users) each.user.as = user;
    await writeFile(kubeconfig, stringify(config), { mode: 0o600 });
    const replica = await Program.start({
      kubeconfig,
      env: { VDI_NAMESPACE: ns.name, VDI_LEASE_NAMESPACE: ns.name },
      onLine: line => this.invariants.log.read(line),
    });
    await rm(kubeconfig);
    this.#all.push(replica);
    return replica;
  }

  /** The one that leads, as soon as there is one. */
  leader(): Promise<Program> {
    return Promise.race(
      this.#all.filter(each => each.isAwake).map(each => each.leads()),
    );
  }

  /** What the API server's audit log says of who had the lease, and of who wrote without it. */
  async audit(): Promise<{ reigns: Reign[]; usurpations: string[] }> {
    const file = process.env.VDI_TEST_AUDIT_LOG ?? '';
    const writes = await readAuditLog(file, this.ns.name);
    return {
      reigns: reignsOf(writes),
      usurpations: usurpations(writes, this.#users, LEASE_MS),
    };
  }

  /** Ends all at once, whatever they are doing. */
  async kill(): Promise<void> {
    await Promise.all(this.#all.map(each => each.kill()));
  }

  /** Takes back what they were allowed. */
  async remove(): Promise<void> {
    await this.kill();
    const { name } = this.ns;
    await this.ns.transport.delete(CLUSTER_ROLE_BINDING, { name });
  }
}
