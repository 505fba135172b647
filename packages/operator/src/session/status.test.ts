import { toUSVString } from 'node:util';
import {
  aView,
  aReadyPod,
  aStartingPod,
  anUnschedulablePod,
  at,
  children,
  settings,
  T0,
} from '../testing/objects';
import { planSession } from './plan';
import { startOf, tellsTheSame } from './status';
import type { Status } from './view';

const tell = (view = aView({ named: children() }), now = T0 + 1_000) =>
  planSession(view, now, settings).status as Status;

describe('status', () => {
  it('tells a running desktop completely', () => {
    expect(tell()).toEqual({
      phase: 'Running',
      observedGeneration: 1,
      url: 'https://alice-tzwlfyschu.vdi.localhost/',
      host: 'alice-tzwlfyschu.vdi.localhost',
      podName: 'render',
      podUID: 'uid-pod',
      nodeName: 'node-1',
      startTime: at(1),
      stopsAt: { time: at(8 * 3600 + 1), reason: 'TimeLimit' },
      timings: {
        requested: at(0),
        scheduled: at(0),
        imageReady: at(1),
        started: at(1),
        ready: at(1),
      },
      conditions: [
        ['Ready', 'True', 'Running'],
        ['TemplateResolved', 'True', 'Found'],
        ['StorageReady', 'True', 'Bound'],
        ['PodScheduled', 'True', 'Scheduled'],
        ['PodReady', 'True', 'Ready'],
        ['Routed', 'True', 'Routed'],
        ['Expiring', 'False', 'NotSoon'],
        ['UpToDate', 'True', 'Unchanged'],
        ['Valid', 'True', 'Valid'],
      ].map(([type, status, reason]) => ({
        type,
        status,
        reason,
        message: expect.stringMatching(/\.$/),
        lastTransitionTime: at(1),
      })),
    });
  });

  it('tells nothing that the API server would store otherwise', () => {
    const message = `${'x'.repeat(199)}😀 and more`;
    const pod = aStartingPod({
      restartCount: 5,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { message } },
    });
    const { conditions = [] } = tell(aView({ named: children(pod) }));
    const ready = conditions.find(({ type }) => type === 'Ready');
    expect(ready?.message).toMatch(/Its last words: "x{199}/);
    expect(ready?.message).toBe(toUSVString(ready?.message ?? ''));
  });

  it('tells the reason of a scheduler of any kind as the schema wants it', () => {
    const pod = anUnschedulablePod('No room.');
    pod.conditions[0].reason = 'not enough room';
    const { conditions = [] } = tell(
      aView({ named: children(pod) }),
      T0 + 10_000,
    );
    expect(conditions.find(({ type }) => type === 'PodScheduled')).toEqual({
      type: 'PodScheduled',
      status: 'False',
      reason: 'Pending',
      message: 'No room.',
      lastTransitionTime: at(10),
    });
  });

  it('puts the port into the address unless it is the usual one', () => {
    const view = aView({ named: children() });
    const url = (urlPort: number) =>
      (planSession(view, T0 + 1_000, { ...settings, urlPort }).status as Status)
        .url;
    expect(url(8443)).toMatch(/\.vdi\.localhost:8443\/$/);
    expect(url(443)).toMatch(/\.vdi\.localhost\/$/);
  });

  it('keeps the host name that a desktop got when the domain changes', () => {
    const view = aView({ named: children() });
    view.session.status = { host: 'alice-old.desktops.example.com' };
    expect(tell(view)).toMatchObject({
      url: 'https://alice-old.desktops.example.com/',
    });
  });

  it('says a home is there as soon as its pod runs: the watch of claims may be behind', () => {
    const view = aView({ named: { ...children(), home: undefined } });
    expect(tell(view).conditions).toContainEqual(
      expect.objectContaining({ type: 'StorageReady', status: 'True' }),
    );
  });

  it('changes the time of a condition with its status only', () => {
    const view = aView({ named: children() });
    view.session.status = tell();
    const { status } = planSession(
      { ...view, template: undefined },
      T0 + 60_000,
      settings,
    );
    const times = Object.fromEntries(
      (status as Status).conditions!.map(it => [
        it.type,
        it.lastTransitionTime,
      ]),
    );
    expect(times).toMatchObject({ TemplateResolved: at(60), Ready: at(1) });
  });
});

describe('tellsTheSame', () => {
  const status = tell();

  it('holds when nothing but times since when differ', () => {
    const later: Status = {
      ...status,
      timings: {},
      conditions: status.conditions?.map(it => ({
        ...it,
        lastTransitionTime: at(99),
      })),
    };
    expect(tellsTheSame(status, later)).toBe(true);
  });

  it.each<Partial<Status>>([
    { observedGeneration: 2 },
    { startTime: at(2) },
    { stopsAt: { time: at(99), reason: 'TimeLimit' } },
    { url: undefined },
    { conditions: status.conditions?.slice(1) },
  ])('does not hold with %j', change => {
    expect(tellsTheSame(status, { ...status, ...change })).toBe(false);
  });

  it('does not hold where nothing was told', () => {
    expect(tellsTheSame(undefined, status)).toBe(false);
  });
});

describe('startOf', () => {
  const session = (startTime?: string, podUID = 'uid-pod') => {
    const { session: made } = aView();
    return { ...made, status: { startTime, podUID } };
  };

  it('is when the pod became ready', () => {
    expect(startOf(session(), aReadyPod(at(3)), T0 + 4_000)).toBe(T0 + 3_000);
  });

  it('stays when readiness comes and goes', () => {
    expect(startOf(session(at(3)), aReadyPod(at(50)), T0 + 60_000)).toBe(
      T0 + 3_000,
    );
  });

  it('begins anew with another pod, even in the same second', () => {
    const pod = aReadyPod(at(50), { creationTimestamp: at(3) });
    expect(startOf(session(at(3), 'uid-0'), pod, T0 + 60_000)).toBe(
      T0 + 50_000,
    );
  });

  it('is never before the pod, whatever the clock of its node says', () => {
    const pod = aReadyPod(at(-500));
    expect(startOf(session(), pod, T0)).toBe(T0);
  });

  it('is never later than now, whatever the clock of its node says', () => {
    const pod = aReadyPod(at(365 * 24 * 3_600));
    expect(startOf(session(), pod, T0 + 9_000)).toBe(T0 + 9_000);
  });
});
