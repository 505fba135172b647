import { apiVersionOf, type ObjectReference } from '@backstage-vdi/kube';
import type { VDISession } from '@backstage-vdi/plugin-vdi-common';
import { type ChildKind, VDISESSION } from '../resources';
import { ChildWrites } from './ChildWrites';
import type { Executor } from './executor';
import type { Plan } from './plan';
import { SessionWrites } from './SessionWrites';
import { settle } from './settle';
import type { SessionView } from './view';

/**
 * Does what a plan says, in the order that survives a crash at any point, with the fewest calls: what does not depend on one
 * another goes out together. Replies go into the caches, so that nothing is made twice.
 *
 * @returns whether something changed that is to be planned on at once.
 * @throws KubeError when a call failed that may succeed later; the calls beside it have ended by then.
 */
export async function execute(
  plan: Plan,
  { session, named }: SessionView,
  executor: Executor,
): Promise<boolean> {
  const self = new SessionWrites(session, executor);
  const children = new ChildWrites(session, executor);
  if (plan.addFinalizer) await self.addFinalizer();
  if (plan.homeOwners && named.home) {
    await children.setHomeOwners(named.home.metadata, plan.homeOwners);
  }
  if (plan.turnOff) await self.turnOff();
  const { deletes, repairs = [] } = plan;
  const mended = new Set<ChildKind>();
  let changed = repairs.length > 0 || Object.keys(plan.creates).length > 0;
  await settle([
    ...repairs.map(async repair => {
      if (await children.repair(repair)) mended.add(repair.kind);
    }),
    ...deletes.map(async child => {
      if (await children.delete(child)) changed = true;
    }),
  ]);
  await children.create(plan.creates);
  if (plan.status) await self.setStatus(plan.status);
  if (plan.removeFinalizer) await self.removeFinalizer();
  // Last: what was not done is not told.
  for (const { mends, ...event } of plan.events) {
    if (mends && !mended.has(mends)) continue;
    executor.events?.record({ ...event, regarding: referenceTo(session) });
  }
  return changed;
}

function referenceTo({ metadata }: VDISession): ObjectReference {
  return {
    apiVersion: apiVersionOf(VDISESSION),
    kind: VDISESSION.kind,
    namespace: metadata.namespace,
    name: metadata.name,
    uid: metadata.uid ?? '',
  };
}
