import { apiVersionOf } from '@backstage-vdi/kube';
import { DAEMON_SET, VDITEMPLATE } from '../../src/resources';
import { prePullName } from '../../src/template/buildPrePull';
import { addNode } from '../addNode';
import { grantRights } from '../grantRights';
import { runOperator, type RunningOperator } from '../runOperator';
import { type Any, TestNamespace } from '../TestNamespace';
import { untilNoneIsEnding } from '../untilNoneIsEnding';
import { Watched } from '../Watched';
import { withoutNodes } from '../withoutNodes';

describe('images that are fetched before anybody asks', () => {
  let ns: TestNamespace;
  let templates: Watched;
  let sets: Watched;
  let run: RunningOperator;

  const start = (settings = {}, connection = ns.connection) =>
    runOperator(connection, {
      prePull: true,
      prePullNamespace: ns.name,
      ...settings,
    });

  beforeAll(async () => {
    ns = await TestNamespace.create();
    await addNode(ns, ns.name);
    templates = await Watched.start(ns.transport, VDITEMPLATE);
    sets = await Watched.start(ns.transport, DAEMON_SET, ns.name);
    run = await start();
  });
  afterAll(async () => {
    await run.stop();
    await templates.stop();
    await sets.stop();
    await ns.remove();
  });

  const onItsNode = (spec = {}) =>
    ns.template({ nodeSelector: { pool: ns.name }, ...spec });
  const setOf = (template: string) => sets.get(prePullName(template));
  const untilGone = (template: string) => sets.until(() => !setOf(template));
  const until = (template: string, reason: string) =>
    templates.untilCondition(template, 'PrePulled', reason);
  const imageOf = (template: string) =>
    setOf(template)?.spec.template.spec.containers[0].image;

  it('are on the nodes for them, follow their template, and go with it', async () => {
    const template = await onItsNode();
    const { condition } = await until(template, 'Fetched');
    expect(condition.message).toBe(
      'The image was fetched on all nodes for it (1).',
    );
    const { uid } = setOf(template)?.metadata ?? {};
    expect(setOf(template)?.status.numberReady).toBe(1);

    const image = 'registry.example.com/desktop:2';
    await ns.patchTemplate(template, { image });
    await sets.until(() => imageOf(template) === image);
    await until(template, 'Fetched');
    expect(setOf(template)?.metadata?.uid).toBe(uid);

    await ns.removeTemplate(template);
    await untilGone(template);
  });

  it('are not those of a hidden template', async () => {
    const template = await onItsNode({ hidden: true });
    await until(template, 'NotOffered');
    expect(setOf(template)).toBeUndefined();
    await ns.patchTemplate(template, { hidden: false });
    await until(template, 'Fetched');
    await ns.patchTemplate(template, { hidden: true });
    await untilGone(template);
    await until(template, 'NotOffered');
  });

  it('leave somebody else’s DaemonSet of that name as it is', async () => {
    const template = `${ns.name}-theirs`;
    const labels = { app: 'theirs' };
    const name = prePullName(template);
    const theirs = await ns.transport.create<Any>(DAEMON_SET, {
      apiVersion: apiVersionOf(DAEMON_SET),
      kind: DAEMON_SET.kind,
      metadata: { namespace: ns.name, name },
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            containers: [{ name: 'a', image: 'registry.example.com/a' }],
          },
        },
      },
    });
    await ns.createTemplate(template, { nodeSelector: { pool: ns.name } });
    await until(template, 'NameConflict');
    expect(setOf(template)?.metadata?.uid).toBe(theirs.metadata?.uid);
    expect(setOf(template)?.spec).toEqual(theirs.spec);
    await ns.transport.delete(DAEMON_SET, { namespace: ns.name, name });
    await until(template, 'Fetched');
  });

  it('are told to be refused where the cluster does not take the DaemonSet', async () => {
    const template = await onItsNode({
      tolerations: [{ key: 'spot', operator: 'Exists', value: 'yes' }],
    });
    const { condition } = await until(template, 'Refused');
    expect(condition.message).toContain('tolerations[0]');
    await ns.patchTemplate(template, { tolerations: null });
    await until(template, 'Fetched');
  });

  it('are told to be refused where a part of the template is none', async () => {
    // The schema takes any object for an affinity.
    const affinity = { nodeAffinity: 'gpu' };
    const template = await onItsNode({ affinity });
    const { condition } = await until(template, 'Refused');
    expect(condition.message).toContain('affinity.nodeAffinity');
    await ns.patchTemplate(template, { affinity: null });
    await until(template, 'Fetched');
  });

  it('are told to be refused where there is no such namespace', async () => {
    await run.stop();
    const prePullNamespace = `${ns.name}-none`;
    run = await start({ prePullNamespace });
    const template = await onItsNode();
    const { condition } = await until(template, 'Refused');
    expect(condition.message).toContain(`"${prePullNamespace}" not found`);
    await run.stop();
    run = await start();
    await until(template, 'Fetched');
  });

  it('are not known of without the right to look', async () => {
    await run.stop();
    const { connection, remove } = await withoutNodes(ns);
    run = await start({}, connection);
    const template = await onItsNode();
    const { condition } = await until(template, 'NotRead');
    expect(condition.status).toBe('Unknown');
    await run.stop();
    await remove();
    run = await start();
    await until(template, 'Fetched');
  });

  it('are left by the operator when that is turned off', async () => {
    const template = await onItsNode();
    await until(template, 'Fetched');
    await run.stop();
    run = await start({ prePull: false });
    await untilGone(template);
    const { condition } = await until(template, 'Off');
    expect(condition.status).toBe('False');
  });

  it('are told to be left when the rights went with the setting', async () => {
    await run.stop();
    run = await start();
    const template = await onItsNode();
    await until(template, 'Fetched');
    await run.stop();
    const { connection, remove } = await withoutNodes(ns);
    run = await start({ prePull: false }, connection);
    const { condition, sessions } = await until(template, 'NotRemoved');
    expect(condition.message).toContain(`"${prePullName(template)}"`);
    expect(sessions).toBe(0);
    await run.stop();
    await remove();
    run = await start({ prePull: false });
    await untilGone(template);
    await until(template, 'Off');
  });

  it('need the rights of the manifests and no others', async () => {
    await run.stop();
    // It looks after all sessions, and tells of those of other tests too.
    await untilNoneIsEnding(ns.transport);
    const rights = await grantRights(ns.transport, ns.connection, [
      'rbac.yaml',
      'rbac-pre-pull.yaml',
    ]);
    const own = await Watched.start(
      ns.transport,
      DAEMON_SET,
      rights.connection.namespace,
    );
    const settings = { prePullNamespace: undefined };
    run = await start(settings, rights.connection);
    const template = await onItsNode();
    const setOfOwn = () => own.get(prePullName(template));
    await until(template, 'Fetched');
    const image = 'registry.example.com/desktop:2';
    await ns.patchTemplate(template, { image });
    await own.until(
      () => setOfOwn()?.spec.template.spec.containers[0].image === image,
    );
    await until(template, 'Fetched');
    await run.stop();
    expect(run.forbidden).toEqual([]);
    run = await start({ ...settings, prePull: false }, rights.connection);
    await own.until(() => !setOfOwn());
    await until(template, 'Off');
    expect(run.forbidden).toEqual([]);
    await own.stop();
    await rights.remove();
  });
});
