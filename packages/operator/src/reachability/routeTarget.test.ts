import {
  aPod,
  aReadyPod,
  aRoute,
  aSession,
  aTemplate,
  at,
  settings,
} from '../testing/objects';
import { routeTarget, type RouteTargetInput } from './routeTarget';

const usual: RouteTargetInput = {
  template: aTemplate(),
  pod: aReadyPod(),
  route: aRoute(),
  settings,
};

const targetOf = (
  parts: Partial<RouteTargetInput> = {},
  session = aSession(),
) => routeTarget(session, { ...usual, ...parts });

/** A session whose status is about this pod. */
const sessionOf = (podUID: string, status: object) =>
  aSession({ status: { podUID, ...status } });

const told = (status: 'True' | 'False') => ({
  conditions: [
    {
      type: 'Ready',
      status,
      reason: 'any',
      message: '',
      lastTransitionTime: at(0),
    },
  ],
});

describe('routeTarget', () => {
  it('is the health check of a desktop at its own host name', () => {
    const target = targetOf();
    expect(target).toEqual({
      run: 'uid-pod',
      host: expect.stringMatching(/\.vdi\.localhost$/),
      path: '/healthz',
    });
    const named = aSession({ status: { host: 'kept.vdi.example.com' } });
    expect(targetOf({}, named)?.host).toBe('kept.vdi.example.com');
  });

  it('is any page where the template does not tell', () => {
    expect(targetOf({ template: undefined })?.path).toBe('/');
    const template = aTemplate({ runtime: { type: 'custom' } });
    expect(targetOf({ template })?.path).toBe('/');
  });

  it.each<[string, Partial<RouteTargetInput>]>([
    ['nothing runs', { pod: undefined }],
    ['it is not ready', { pod: aPod() }],
    ['it ends', { pod: aReadyPod(at(1), { deletionTimestamp: at(9) }) }],
    ['the pod is not ours', { pod: aReadyPod(at(1), { ownerReferences: [] }) }],
    ['there is no route', { route: undefined }],
    ['the route is not ours', { route: aRoute({ ownerReferences: [] }) }],
  ])('is none where %s', (_, parts) => {
    expect(targetOf(parts)).toBeUndefined();
  });

  it('is none where the session goes', () => {
    const going = aSession({ metadata: { deletionTimestamp: at(5) } });
    expect(targetOf({}, going)).toBeUndefined();
  });

  it.each<[string, object, boolean]>([
    ['runs', told('True'), false],
    [
      'was reached and is not ready again',
      { timings: { routed: at(1) } },
      false,
    ],
    ['was lost with its node', { phase: 'Running', ...told('False') }, true],
  ])('of a run that %s', (_, status, asked) => {
    expect(targetOf({}, sessionOf('uid-pod', status)) !== undefined).toBe(
      asked,
    );
    // What was seen of another pod says nothing of this one.
    expect(targetOf({}, sessionOf('uid-other', status))).toBeDefined();
  });
});
