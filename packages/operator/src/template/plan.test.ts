import type { VDITemplate } from '@backstage-vdi/plugin-vdi-common';
import type { Settings } from '../settings';
import { at, aTemplate, settings, T0 } from '../testing/objects';
import { buildPrePull, type DaemonSet } from './buildPrePull';
import { type DaemonSetRecord, projectDaemonSet } from './daemonSet';
import { planTemplate } from './plan';
import type { TemplateView } from './view';

const DIGEST = `sha256:${'0a'.repeat(32)}`;
const NAMESPACE = 'vdi-system';
const on: Settings = { ...settings, prePull: true };
const pinned: Settings = { ...settings, requireDigest: true };

const aView = (parts: Partial<TemplateView> = {}): TemplateView => ({
  template: aTemplate(),
  sessions: 3,
  nodes: { total: 4, withImage: 4 },
  ...parts,
});

/** Where images are fetched in advance. */
const prePulled = (
  named?: DaemonSetRecord,
  parts: Partial<TemplateView['prePull']> = {},
) => ({ prePull: { namespace: NAMESPACE, isKnown: true, named, ...parts } });

/** The DaemonSet of a template as the API server has it, on two nodes. */
function aDaemonSet(
  template: VDITemplate = aTemplate(),
  { metadata = {}, status = {} } = {},
): DaemonSetRecord {
  const built = buildPrePull(template, { namespace: NAMESPACE });
  return projectDaemonSet({
    metadata: {
      ...built.metadata,
      uid: 'uid-set',
      generation: 1,
      ...metadata,
    },
    status: {
      observedGeneration: 1,
      desiredNumberScheduled: 2,
      updatedNumberScheduled: 2,
      numberReady: 2,
      ...status,
    },
  });
}

/** Conditions as `Type Status Reason`. */
const conditions = (view: TemplateView, how = settings) =>
  planTemplate(view, T0, how).status?.conditions?.map(
    ({ type, status, reason }) => `${type} ${status} ${reason}`,
  );
const messageOf = (view: TemplateView, type: string, how = settings) =>
  planTemplate(view, T0, how).status?.conditions?.find(it => it.type === type)
    ?.message;

/** The view after what its plan tells was written. */
function told(view: TemplateView, how = settings): TemplateView {
  const { status } = planTemplate(view, T0, how);
  return { ...view, template: { ...view.template, status } };
}

describe('planTemplate', () => {
  it('tells how many use it, where its image is, and that all is well', () => {
    expect(planTemplate(aView(), T0, settings)).toEqual({
      status: {
        observedGeneration: undefined,
        sessions: 3,
        nodes: 4,
        imageNodes: 4,
        conditions: [
          {
            type: 'Valid',
            status: 'True',
            reason: 'Valid',
            message: 'Everything that it says fits.',
            lastTransitionTime: at(0),
          },
          {
            type: 'ImageReady',
            status: 'True',
            reason: 'OnAllNodes',
            message: 'The image is on all nodes for it (4).',
            lastTransitionTime: at(0),
          },
          {
            type: 'PrePulled',
            status: 'False',
            reason: 'Off',
            message: 'Images are not fetched in advance (prePull).',
            lastTransitionTime: at(0),
          },
        ],
      },
    });
  });

  it('tells nothing twice, and since when what is so', () => {
    const before = told(aView());
    expect(planTemplate(before, T0 + 60_000, settings)).toEqual({});
    const nodes = { total: 4, withImage: 3 };
    const { status } = planTemplate(
      { ...before, nodes },
      T0 + 60_000,
      settings,
    );
    expect(
      status?.conditions?.map(({ lastTransitionTime }) => lastTransitionTime),
    ).toEqual([at(0), at(60), at(0)]);
  });

  it.each<[string, Partial<TemplateView>, string]>([
    [
      'on some nodes',
      { nodes: { total: 4, withImage: 3 } },
      'False NotOnAllNodes',
    ],
    [
      'on no node',
      { nodes: { total: 4, withImage: 0 } },
      'False NotOnAllNodes',
    ],
    ['without nodes', { nodes: { total: 0, withImage: 0 } }, 'False NoNodes'],
    ['that nobody may look for', { nodes: undefined }, 'Unknown NodesNotRead'],
    [
      'that cannot be had',
      { pullTrouble: 'Not found.' },
      'False CannotBePulled',
    ],
  ])('tells of an image %s', (_, parts, words) => {
    expect(conditions(aView(parts))).toContain(`ImageReady ${words}`);
  });

  it('tells the numbers of nodes, and none where they are not known', () => {
    const some = aView({ nodes: { total: 4, withImage: 3 } });
    expect(messageOf(some, 'ImageReady')).toBe('The image is on 3 of 4 nodes.');
    const { status } = planTemplate(aView({ nodes: undefined }), T0, settings);
    expect(status).not.toHaveProperty('nodes');
    expect(status).not.toHaveProperty('imageNodes');
  });

  it('names each field that does not fit', () => {
    const view = aView({
      template: aTemplate({ timeout: { default: '8h', max: '4h' } }),
    });
    expect(conditions(view)).toContain('Valid False DoesNotFit');
    expect(messageOf(view, 'Valid')).toMatch(/^spec\.timeout\.default: /);
  });

  it('asks for a digest where the policy does', () => {
    expect(conditions(aView(), pinned)).toContain('Valid False ImageNotPinned');
    expect(messageOf(aView(), 'Valid', pinned)).toContain(
      'named registry.example.com/desktop:1.',
    );
    const image = `registry.example.com/desktop:1@${DIGEST}`;
    const template = aTemplate({ image });
    expect(conditions(aView({ template }), pinned)).toContain(
      'Valid True Valid',
    );
  });
});

describe('planTemplate, with images fetched in advance', () => {
  const earlier = aTemplate({ image: 'registry.example.com/desktop:0' });

  it.each<[string, TemplateView, string, string | undefined]>([
    ['makes what is not there', aView(prePulled()), 'False Fetching', 'put'],
    [
      'leaves alone what is as it should be',
      aView(prePulled(aDaemonSet())),
      'True Fetched',
      undefined,
    ],
    [
      'replaces what was made from another image',
      aView(prePulled(aDaemonSet(earlier))),
      'False Fetching',
      'put',
    ],
    [
      'waits for a node that has no pod yet',
      aView(prePulled(aDaemonSet(aTemplate(), { status: { numberReady: 1 } }))),
      'False Fetching',
      undefined,
    ],
    [
      'waits for a change to be seen',
      aView(
        prePulled(aDaemonSet(aTemplate(), { metadata: { generation: 2 } })),
      ),
      'False Fetching',
      undefined,
    ],
    [
      'tells that no node is there',
      aView(
        prePulled(
          aDaemonSet(aTemplate(), { status: { desiredNumberScheduled: 0 } }),
        ),
      ),
      'False NoNodes',
      undefined,
    ],
    [
      'waits until one is gone that somebody deleted',
      aView(
        prePulled(
          aDaemonSet(aTemplate(), { metadata: { deletionTimestamp: at(0) } }),
        ),
      ),
      'False Fetching',
      undefined,
    ],
    [
      'leaves somebody else’s alone',
      aView(
        prePulled(
          aDaemonSet(aTemplate(), { metadata: { ownerReferences: [] } }),
        ),
      ),
      'False NameConflict',
      undefined,
    ],
    [
      'knows nothing without the right to look',
      aView(prePulled(undefined, { isKnown: false })),
      'Unknown NotRead',
      undefined,
    ],
    [
      'removes that of a hidden template',
      aView({
        template: aTemplate({ hidden: true }),
        ...prePulled(aDaemonSet()),
      }),
      'False NotOffered',
      'delete',
    ],
    [
      'makes none for a deprecated template',
      aView({ template: aTemplate({ deprecated: {} }), ...prePulled() }),
      'False NotOffered',
      undefined,
    ],
  ])('%s', (_, view, words, step) => {
    expect(conditions(view, on)).toContain(`PrePulled ${words}`);
    expect(planTemplate(view, T0, on).prePull?.do).toBe(step);
    expect(planTemplate(told(view, on), T0, on)).not.toHaveProperty('status');
  });

  it('replaces no other that got the name', () => {
    const { prePull } = planTemplate(
      aView(prePulled(aDaemonSet(earlier))),
      T0,
      on,
    );
    const { object } = prePull as { object: DaemonSet };
    expect(object.metadata.uid).toBe('uid-set');
  });

  it('fetches nothing that no desktop may be made from', () => {
    const how = { ...on, requireDigest: true };
    expect(conditions(aView(prePulled()), how)).toContain(
      'PrePulled False NotOffered',
    );
    expect(planTemplate(aView(prePulled()), T0, how).prePull).toBeUndefined();
  });

  it('tries again what was refused when time has passed, or it is another', () => {
    const { madeFrom = '' } = aDaemonSet();
    const refusal = { madeFrom, message: 'no right', until: T0 + 300_000 };
    const refused = aView({ ...prePulled(), refusal });
    expect(conditions(refused, on)).toContain('PrePulled False Refused');
    expect(messageOf(refused, 'PrePulled', on)).toMatch(/: no right$/);
    expect(planTemplate(refused, T0, on)).toMatchObject({
      requeueAt: refusal.until,
    });
    expect(planTemplate(refused, T0, on).prePull).toBeUndefined();
    expect(planTemplate(refused, refusal.until, on).prePull?.do).toBe('put');
    const mended = { ...refused, template: earlier };
    expect(planTemplate(mended, T0, on).prePull?.do).toBe('put');
  });

  it('removes what there may be when it is turned off, once', () => {
    const was = told(aView(prePulled(aDaemonSet())), on);
    const off = { ...was, prePull: undefined };
    expect(planTemplate(off, T0, settings).prePull).toEqual({ do: 'delete' });
    const { prePull } = planTemplate(told(off), T0, settings);
    expect(prePull).toBeUndefined();
    // A cluster that never had any, or never gave the right to, is asked nothing.
    expect(planTemplate(aView(), T0, settings).prePull).toBeUndefined();
    const unread = told(aView(prePulled(undefined, { isKnown: false })), on);
    const unreadOff = { ...unread, prePull: undefined };
    expect(planTemplate(unreadOff, T0, settings).prePull).toBeUndefined();
  });

  it.each<[string, Partial<TemplateView>, Settings]>([
    ['when it is turned off', { prePull: undefined }, settings],
    ['of a hidden template', { template: aTemplate({ hidden: true }) }, on],
  ])('tells what it may not remove %s, and tries again', (_, change, how) => {
    const refusal = { message: 'no right', until: T0 + 300_000 };
    const was = told(aView(prePulled(aDaemonSet())), on);
    const refused = { ...was, ...change, refusal };
    expect(conditions(refused, how)).toContain('PrePulled False NotRemoved');
    expect(messageOf(refused, 'PrePulled', how)).toMatch(/: no right$/);
    expect(planTemplate(refused, T0, how)).toMatchObject({
      requeueAt: refusal.until,
    });
    expect(planTemplate(refused, T0, how).prePull).toBeUndefined();
    const later = told(refused, how);
    expect(planTemplate(later, refusal.until, how).prePull?.do).toBe('delete');
  });
});
