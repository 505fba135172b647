import type { KubeObject } from '@backstage-vdi/kube';
import { SESSION_FINALIZER } from '@backstage-vdi/plugin-vdi-common';
import type { ChildKind } from '../resources';
import { type Plan, planSession, type Repair } from '../session/plan';
import {
  type HomeRecord,
  projectHome,
  projectPod,
  projectRoute,
  projectService,
} from '../session/records';
import type { SessionView } from '../session/view';
import { applyJsonPatch } from './jsonPatch';
import { applyMergePatch } from './mergePatch';
import { at, aView, settings, T0 } from './objects';

/** What a pod gets to end. */
const GRACE_SECONDS = 10;

/**
 * One session in a cluster that is a few lines long: plans are carried out at once, and what Kubernetes does by itself
 * happens when a test says so.
 */
export class World {
  view: SessionView;
  seconds = 0;
  /** How far the operator's clock is ahead of everybody else's, in seconds. */
  skew = 0;
  /** Whether pods take their time to end: until {@link World.end}. */
  lingers = false;
  /** Whether people are looked for with success: what is known of them is fresh. */
  probes = true;
  /** When plans turned the session off, and since when it had been told that they would, in seconds. */
  readonly turnedOff: Array<{ at: number; warnedAt: number }> = [];
  /** How many writes plans made. */
  writes = 0;
  #uids = 0;

  constructor(view: SessionView = aView()) {
    this.view = view;
  }

  /** What the operator takes for now. */
  get now(): number {
    return T0 + (this.seconds + this.skew) * 1_000;
  }

  get gone(): boolean {
    const { deletionTimestamp, finalizers } = this.view.session.metadata;
    return deletionTimestamp !== undefined && !finalizers?.length;
  }

  plan(): Plan {
    const { activity } = this.view;
    if (activity && this.probes) {
      this.view = {
        ...this.view,
        activity: { ...activity, lastProbe: this.now },
      };
    }
    return planSession(this.view, this.now, settings);
  }

  /** Plans and carries out until there is nothing more to do now. */
  settle(): Plan {
    for (let rounds = 0; rounds < 20; rounds++) {
      const plan = this.plan();
      if (!this.apply(plan)) return plan;
    }
    throw new Error('The plan never rests');
  }

  /** Lets time pass, planning whenever a plan asked for it. */
  pass(seconds: number): void {
    const end = this.seconds + seconds;
    for (;;) {
      const { requeueAt = Infinity } = this.settle();
      const next = (requeueAt - T0) / 1_000 - this.skew;
      if (next > end) break;
      this.seconds = next;
    }
    this.seconds = end;
    this.settle();
  }

  /** Carries a plan out. @returns whether it wrote anything */
  apply(plan: Plan): boolean {
    const before = this.writes;
    const { metadata } = this.view.session;
    if (plan.addFinalizer) {
      this.session({ metadata: { finalizers: [SESSION_FINALIZER] } });
    }
    if (plan.homeOwners) {
      const { home } = this.view.named;
      this.writes += 1;
      this.named('home', {
        ...home,
        metadata: { ...home?.metadata, ownerReferences: plan.homeOwners },
      });
    }
    if (plan.turnOff) {
      const { status } = this.view.session;
      const expiring = status?.conditions?.find(it => it.type === 'Expiring');
      const warned =
        expiring?.status === 'True' ? expiring.lastTransitionTime : '';
      const warnedAt = (Date.parse(warned) - T0) / 1_000;
      this.turnedOff.push({ at: this.seconds, warnedAt });
      this.session({
        metadata: { generation: (metadata.generation ?? 0) + 1 },
        spec: { running: false },
      });
    }
    for (const repair of plan.repairs ?? []) this.repair(repair);
    for (const { kind } of plan.deletes) {
      if (kind === 'home') throw new Error('A home is never deleted');
      this.writes += 1;
      this.remove(kind);
    }
    for (const [kind, manifest] of Object.entries(plan.creates)) {
      this.writes += 1;
      this.create(kind as ChildKind, manifest);
    }
    if (plan.status) {
      this.session({});
      this.view.session.status = plan.status;
    }
    if (plan.removeFinalizer) this.session({ metadata: { finalizers: [] } });
    return this.writes > before;
  }

  /** The children that exist. */
  get children(): string[] {
    return Object.entries(this.view.named)
      .filter(([, child]) => child)
      .map(([kind]) => kind)
      .sort();
  }

  create(kind: ChildKind, manifest: KubeObject): void {
    if (this.view.named[kind]) throw new Error(`There is a ${kind} already`);
    this.#uids += 1;
    const object = {
      ...manifest,
      metadata: {
        ...manifest.metadata,
        uid: `uid-${this.#uids}`,
        creationTimestamp: at(Math.floor(this.seconds)),
      },
      status: { phase: kind === 'home' ? 'Bound' : 'Pending' },
    };
    const project = {
      home: projectHome,
      service: projectService,
      route: projectRoute,
      pod: projectPod,
    };
    // Not structuredClone: under Jest its objects are of another realm, and equal to none of ours.
    this.named(kind, project[kind](JSON.parse(JSON.stringify(object))));
  }

  repair({ kind, patch }: Repair): void {
    this.writes += 1;
    const record = this.view.named[kind];
    if (!record || patch.type !== 'json') return;
    if (kind !== 'home') {
      // Its record has metadata and spec where the object has them.
      this.named(kind, applyJsonPatch(record, patch.body));
      return;
    }
    const size = (this.view.named.home as HomeRecord).requested;
    const resources = { requests: { storage: size } };
    const { metadata, spec } = applyJsonPatch(
      { metadata: record.metadata, spec: { resources } },
      patch.body,
    );
    const requested = spec.resources.requests.storage;
    this.named(kind, { ...record, metadata, requested, capacity: requested });
  }

  remove(kind: ChildKind): void {
    const { pod } = this.view.named;
    if (kind !== 'pod' || !pod || !this.lingers) {
      this.named(kind, undefined);
      return;
    }
    const { deletionTimestamp = at(Math.floor(this.seconds) + GRACE_SECONDS) } =
      pod.metadata;
    const metadata = { ...pod.metadata, deletionTimestamp };
    this.named('pod', { ...pod, metadata, graceSeconds: GRACE_SECONDS });
  }

  /** A pod that was asked to end has ended. */
  end(): void {
    const { pod } = this.view.named;
    if (pod?.metadata.deletionTimestamp) this.named('pod', undefined);
  }

  named(kind: ChildKind, child: object | undefined): void {
    this.view = { ...this.view, named: { ...this.view.named, [kind]: child } };
  }

  /** The kubelet finds the desktop usable. */
  ready(): void {
    const { pod } = this.view.named;
    if (!pod) return;
    const time = at(Math.floor(this.seconds));
    this.named('pod', {
      ...pod,
      nodeName: 'node-1',
      phase: 'Running',
      reason: undefined,
      conditions: [
        { type: 'PodScheduled', status: 'True', lastTransitionTime: time },
        { type: 'Ready', status: 'True', lastTransitionTime: time },
      ],
      container: { restartCount: 0, running: { startedAt: time } },
    });
  }

  /** Somebody, or a plan, changes the session. */
  session(patch: object): void {
    this.writes += 1;
    this.view = {
      ...this.view,
      session: applyMergePatch(this.view.session, patch),
    };
  }
}
