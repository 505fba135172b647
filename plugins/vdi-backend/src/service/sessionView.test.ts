import {
  ANNOTATION_TITLE,
  type VDISession,
  type VDITemplate,
} from '@backstage-vdi/plugin-vdi-common';
import { aSession, aTemplate } from '../testing/objects';
import { viewSession } from './sessionView';

const show = (session: VDISession, template?: VDITemplate) =>
  viewSession({ cluster: 'default', session }, template);

const condition = (reason: string, message: string) => ({
  type: 'Ready',
  status: 'False' as const,
  reason,
  message,
  lastTransitionTime: '2026-10-01T08:00:01Z',
});

describe('viewSession', () => {
  it('shows a session that nobody has looked at yet', () => {
    expect(show(aSession(), aTemplate())).toEqual({
      cluster: 'default',
      namespace: 'vdi-sessions',
      name: 'alice-blender-1',
      uid: 'uid-of-alice-blender-1',
      etag: '"7"',
      title: 'Blender 1',
      template: { name: 'blender', displayName: 'Blender' },
      owner: { user: 'alice@example.com', userRef: 'user:default/alice' },
      phase: 'Pending',
      resources: { memory: '4Gi' },
      homeSize: '10Gi',
      homeKept: true,
      createdAt: '2026-10-01T08:00:00Z',
      timeout: '8h',
    });
  });

  it('shows a running one', () => {
    const session = aSession(
      'alice-blender-1',
      {
        resources: { gpu: 1, cpu: '500m', memory: 2147483648 },
        persistence: { enabled: true, size: '20Gi', retain: false },
        timeout: '4h',
        entityRef: 'component:default/render-farm',
      },
      {
        phase: 'Running',
        url: 'https://alice-abc.vdi.example.com/',
        startTime: '2026-10-01T08:00:08Z',
        stopTime: '2026-09-30T18:00:00Z',
        stopsAt: { time: '2026-10-01T12:00:08Z', reason: 'TimeLimit' },
        conditions: [
          { ...condition('NodeReady', 'ignored'), type: 'PodReady' },
          condition('Running', 'Stops at 12:00.'),
        ],
      },
    );
    const template = aTemplate('blender', {
      icon: 'blender',
      gpu: {
        resourceName: 'nvidia.com/gpu',
        sharing: 'time',
        note: '¼ of an L4, shared',
      },
    });
    expect(show(session, template)).toMatchObject({
      template: { name: 'blender', displayName: 'Blender', icon: 'blender' },
      phase: 'Running',
      reason: 'Running',
      message: 'Stops at 12:00.',
      url: 'https://alice-abc.vdi.example.com/',
      resources: {
        gpu: 1,
        gpuNote: '¼ of an L4, shared',
        gpuSharing: { resourceName: 'nvidia.com/gpu', sharing: 'time' },
        cpu: '500m',
        memory: '2147483648',
      },
      homeSize: '20Gi',
      homeKept: false,
      entityRef: 'component:default/render-farm',
      startedAt: '2026-10-01T08:00:08Z',
      stoppedAt: '2026-09-30T18:00:00Z',
      stopsAt: { time: '2026-10-01T12:00:08Z', reason: 'TimeLimit' },
      timeout: '4h',
    });
  });

  it('calls a template that does not exist by its name, and knows nothing of its GPU', () => {
    const session = aSession('alice-gone-2', {
      template: 'gone',
      resources: { gpu: 1 },
    });
    const view = show(session);
    expect(view.template).toEqual({ name: 'gone', displayName: 'gone' });
    expect(view.resources.gpu).toBeUndefined();
    expect(view.resources.gpuSharing).toBeUndefined();
  });

  it.each<[string, string | undefined, string]>([
    ['alice-blender-12', undefined, 'Blender 12'],
    ['render-box', undefined, 'render-box'],
    ['alice-blender-1', 'Scene 4', 'Scene 4'],
  ])('gives %s with the title %s the title "%s"', (name, given, title) => {
    const session = aSession(name);
    if (given) session.metadata.annotations = { [ANNOTATION_TITLE]: given };
    expect(show(session, aTemplate()).title).toBe(title);
  });

  it.each<[VDISession['spec']['persistence'], object]>([
    [undefined, { homeSize: '10Gi', homeKept: true }],
    [{ enabled: false }, { homeKept: false }],
    [
      { size: '1Gi', retain: false },
      { homeSize: '1Gi', homeKept: false },
    ],
  ])('shows the home of %j', (persistence, home) => {
    const view = show(aSession('a', { persistence }));
    const { homeSize, homeKept } = view;
    expect({ homeSize, homeKept }).toEqual(home);
  });

  it.each<[VDISession['spec']['persistence'], string]>([
    [{ retain: true }, 'Deleting. Your home volume stays.'],
    [{ retain: false }, 'Deleting.'],
  ])(
    'says that it is being deleted before the operator does, with home %j',
    (persistence, message) => {
      const session = aSession('a', { persistence }, { phase: 'Running' });
      session.metadata.deletionTimestamp = '2026-10-01T09:00:00Z';
      expect(show(session)).toMatchObject({
        phase: 'Terminating',
        reason: 'Deleting',
        message,
      });
    },
  );

  it("says in the operator's words that it is being deleted", () => {
    const conditions = [condition('Deleting', 'Waiting for its volume.')];
    const session = aSession('a', {}, { phase: 'Terminating', conditions });
    session.metadata.deletionTimestamp = '2026-10-01T09:00:00Z';
    expect(show(session).message).toBe('Waiting for its volume.');
  });
});
