import { SERVICE } from '@backstage-vdi/kube';
import { ROUTING_KINDS } from '../src/routes/rendererOf';
import { grantRights, type Rights } from './grantRights';
import { runOperator, type RunningOperator } from './runOperator';
import { TestNamespace } from './TestNamespace';

describe.each(ROUTING_KINDS)('the rights for routes of kind %s', kind => {
  let ns: TestNamespace;
  let rights: Rights;
  let run: RunningOperator;

  beforeAll(async () => {
    ns = await TestNamespace.create(kind);
    rights = await grantRights(ns.transport, ns.connection, undefined, kind);
    run = await runOperator(rights.connection, {
      leaderElection: true,
      namespace: ns.name,
      routingKind: kind,
      // The one that the manifest names.
      leaseName: 'vdi-operator',
    });
  });
  afterAll(async () => {
    await run.stop();
    await rights.remove();
    await ns.remove();
  });

  it('are enough for a whole life', async () => {
    const name = 'life';
    const ref = { namespace: ns.name, name };
    const template = await ns.template({
      gpu: { resourceName: 'example.com/gpu' },
    });
    await ns.session(name, { template, running: false });
    await ns.untilPhase(name, 'Stopped');
    await ns.patchSession(name, { running: true });
    await ns.untilPhase(name, 'Creating', 'WaitingForGPU');
    await ns.deleteSession(name);

    const plain = await ns.template();
    await ns.session(name, { template: plain });
    await ns.untilPhase(name, 'Running');
    const replaced = ns.untilReplaced('route', name);
    await ns.delete('route', name);
    await replaced;
    const patch = { spec: { selector: { somebody: 'else' } } };
    await ns.transport.patch(SERVICE, ref, { type: 'merge', body: patch });
    await ns.until(() => !ns.get('service', name)?.spec.selector.somebody);
    await ns.patchSession(name, { persistence: { retain: false } });
    await ns.until(
      () => ns.get('home', `${name}-home`)?.metadata?.ownerReferences,
    );
    await ns.patchSession(name, { running: false });
    await ns.untilPhase(name, 'Stopped');
    await ns.deleteSession(name);
    await ns.untilGone({ service: [name], home: [`${name}-home`] });
    expect(run.operator.health().isLeader).toBe(true);
    expect(run.forbidden).toEqual([]);
  });
});
