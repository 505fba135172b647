import { VDITEMPLATE } from '../../src/resources';
import { addNode } from '../addNode';
import { container, sayOfPod, SCHEDULED } from '../kubelet';
import { runOperator, type RunningOperator } from '../runOperator';
import { type Any, TestNamespace } from '../TestNamespace';
import { Watched } from '../Watched';
import { withoutNodes } from '../withoutNodes';

const IMAGE = 'registry.example.com/desktop:1';
const STATUS_WRITE = 'patch vditemplates/status';

/** How long what changes is gathered, in milliseconds. */
const GATHER_MS = 5_000;

describe('the status of a template', () => {
  let ns: TestNamespace;
  let templates: Watched;
  let run: RunningOperator;

  const makeNode = (images: string[]) =>
    addNode(ns, `${ns.name}-${ns.nodes.length}`, { images });

  beforeAll(async () => {
    ns = await TestNamespace.create();
    templates = await Watched.start(ns.transport, VDITEMPLATE);
    await makeNode([IMAGE]);
    run = await runOperator(ns.connection, {});
  });
  afterAll(async () => {
    await run.stop();
    await templates.stop();
    await ns.remove();
  });

  const nodeSelector = () => ({ pool: ns.name });
  const until = (template: string, type: string, reason: string) =>
    templates.untilCondition(template, type, reason);
  const statusWrites = ({ writes }: RunningOperator) =>
    writes.filter(write => write === STATUS_WRITE).length;

  it('says on how many of the nodes for it its image is', async () => {
    const template = await ns.template({ nodeSelector: nodeSelector() });
    expect(await until(template, 'ImageReady', 'OnAllNodes')).toMatchObject({
      observedGeneration: 1,
      sessions: 0,
      nodes: 1,
      imageNodes: 1,
    });
    await makeNode([]);
    const { condition, ...status } = await until(
      template,
      'ImageReady',
      'NotOnAllNodes',
    );
    expect(status).toMatchObject({ nodes: 2, imageNodes: 1 });
    expect(condition.message).toBe('The image is on 1 of 2 nodes.');
    await ns.patchTemplate(template, { image: 'registry.example.com/none:1' });
    await templates.until(
      () => templates.get(template)?.status.imageNodes === 0,
    );
    expect(templates.get(template)?.status.observedGeneration).toBe(2);
  });

  it('says what does not fit, field by field, until it is mended', async () => {
    const template = await ns.template({
      timeout: { default: '8h', max: '4h' },
    });
    const { condition } = await until(template, 'Valid', 'DoesNotFit');
    expect(condition.message).toMatch(/^spec\.timeout\.default: /);
    await ns.patchTemplate(template, { timeout: { default: '2h' } });
    await until(template, 'Valid', 'Valid');
  });

  it('counts its sessions, and gathers those that come and go together', async () => {
    const template = await ns.template();
    await until(template, 'Valid', 'Valid');
    const versions = new Set<string | undefined>();
    const counted = (count: number) =>
      templates.until(() => {
        const { metadata, status } = templates.get(template) ?? {};
        versions.add(metadata?.resourceVersion);
        return status.sessions === count;
      });
    const began = Date.now();
    const names = Array.from({ length: 30 }, (_, i) => `counted-${i}`);
    await counted(0);
    await Promise.all(
      names.map(name => ns.session(name, { template, running: false })),
    );
    await counted(30);
    await Promise.all(names.map(name => ns.deleteSession(name)));
    await counted(0);
    // The first is what there was.
    const most = 2 + Math.ceil((Date.now() - began) / GATHER_MS);
    expect(versions.size).toBeLessThanOrEqual(most);
  });

  it('is put right when somebody else writes it', async () => {
    const template = await ns.template();
    await until(template, 'Valid', 'Valid');
    const { status } = await ns.transport.patch<Any>(
      VDITEMPLATE,
      { name: template, subresource: 'status' },
      { type: 'merge', body: { status: { sessions: 99 } } },
    );
    expect(status.sessions).toBe(99);
    await templates.until(() => templates.get(template)?.status.sessions === 0);
  });

  it('is not written again by an operator that starts', async () => {
    // Whatever was there before is looked at before what comes.
    const startAnew = async () => {
      await run.stop();
      run = await runOperator(ns.connection, {});
      const next = await ns.template();
      await until(next, 'Valid', 'Valid');
      await run.untilWrites(1);
    };
    // What was gathered for later is told now.
    await startAnew();
    await startAnew();
    expect(run.writes).toEqual([STATUS_WRITE]);
  });

  it('says what the owner of a desktop is told whose image cannot be fetched', async () => {
    const template = await ns.template({ schedulerName: 'nobody' });
    await ns.session('unfetched', { template });
    await ns.until(() => ns.get('pod', 'unfetched'));
    await sayOfPod(ns, 'unfetched', {
      conditions: [SCHEDULED],
      containerStatuses: container({ waiting: { reason: 'ErrImagePull' } }),
    });
    const { condition } = await until(template, 'ImageReady', 'CannotBePulled');
    expect(condition.message).toBe(ns.condition('unfetched', 'Ready')?.message);
    await ns.deleteSession('unfetched');
    await templates.until(() => templates.get(template)?.status.sessions === 0);
  });

  it('says that nodes may not be read where that is so, and heals', async () => {
    const template = await ns.template({ nodeSelector: nodeSelector() });
    await until(template, 'Valid', 'Valid');
    await run.stop();
    const { connection, remove } = await withoutNodes(ns);
    run = await runOperator(connection, {});
    const unknown = await until(template, 'ImageReady', 'NodesNotRead');
    expect(unknown.condition.status).toBe('Unknown');
    expect(unknown).not.toHaveProperty('imageNodes');
    await run.stop();
    run = await runOperator(ns.connection, {});
    await until(template, 'ImageReady', 'NotOnAllNodes');
    await remove();
  });

  it('is told by the one that leads alone', async () => {
    await run.stop();
    const elected = {
      leaderElection: true,
      leaseNamespace: ns.name,
      leaseName: 'templates',
    };
    const first = await runOperator(ns.connection, elected);
    const template = await ns.template();
    await until(template, 'Valid', 'Valid');
    run = await runOperator(ns.connection, elected);
    await ns.session('seen', { template, running: false });
    const counted = (count: number) =>
      templates.until(() => templates.get(template)?.status.sessions === count);
    await counted(1);
    expect(run.writes).toEqual([]);
    await first.stop();
    await ns.deleteSession('seen');
    await counted(0);
    expect(run.operator.health().isLeader).toBe(true);
  });

  it('is not told by an operator that sees one namespace only', async () => {
    await run.stop();
    const template = await ns.template();
    run = await runOperator(ns.connection, { namespace: ns.name });
    await ns.session('alone', { template });
    await ns.untilPhase('alone', 'Running');
    expect(statusWrites(run)).toBe(0);
    expect(templates.get(template)?.status).toBeUndefined();
  });
});

describe('where images have to be named by digest', () => {
  it('a desktop of a template with a tag is refused in the words of the template, and starts when that is mended', async () => {
    const ns = await TestNamespace.create();
    const templates = await Watched.start(ns.transport, VDITEMPLATE);
    const run = await runOperator(ns.connection, { requireDigest: true });
    const template = await ns.template();
    const { condition } = await templates.untilCondition(
      template,
      'Valid',
      'ImageNotPinned',
    );
    await ns.session('tagged', { template });
    await ns.untilPhase('tagged', 'Failed', 'Refused');
    expect(ns.condition('tagged', 'Ready')?.message).toBe(condition.message);
    expect(ns.names('pod')).toEqual([]);

    const image = `${IMAGE}@sha256:${'0a'.repeat(32)}`;
    await ns.patchTemplate(template, { image });
    await ns.untilPhase('tagged', 'Running');
    await templates.untilCondition(template, 'Valid', 'Valid');
    // What runs is left alone.
    await ns.patchTemplate(template, { image: IMAGE });
    await templates.untilCondition(template, 'Valid', 'ImageNotPinned');
    expect(ns.status('tagged').phase).toBe('Running');
    await run.stop();
    await templates.stop();
    await ns.remove();
  });
});
