import { homeOwners } from '../children/buildHome';
import { childMeta } from '../children/childMeta';
import {
  aRoute,
  aService,
  aGpuTemplate,
  aHome,
  aPod,
  aReadyPod,
  aSession,
  aStartingPod,
  at,
  aTemplate,
  aView,
  anUnschedulablePod,
  children,
  settings,
  T0,
} from '../testing/objects';
import { type Plan, planSession } from './plan';
import type { SessionView, Status } from './view';

/** What a row expects: everything it does not name has to be absent from the plan. */
interface Row {
  name: string;
  view: SessionView;
  /** Seconds after the session was made. */
  after?: number;
  creates?: string[];
  deletes?: string[];
  finalizer?: 'add' | 'remove';
  turnOff?: boolean;
  homeOwners?: object[];
  /** Phase and reason that are written. */
  tells?: string;
  /** Seconds after the session was made at which to look again. */
  looksAgain?: number;
}

/** The status that a plan leaves. */
function statusAfter({ session }: SessionView, { status }: Plan): Status {
  return status ?? session.status ?? {};
}

function condition(status: Status, type: string) {
  return status.conditions?.find(it => it.type === type);
}

function shortly(view: SessionView, made: Plan): Omit<Row, 'name' | 'view'> {
  const status = statusAfter(view, made);
  const some = <T>(list: T[]) => (list.length ? list : undefined);
  const row = {
    creates: some(Object.keys(made.creates)),
    deletes: some(made.deletes.map(({ kind }) => kind)),
    finalizer:
      (made.addFinalizer && ('add' as const)) ||
      (made.removeFinalizer && ('remove' as const)) ||
      undefined,
    turnOff: made.turnOff || undefined,
    homeOwners: made.homeOwners,
    tells:
      made.status && `${status.phase} ${condition(status, 'Ready')?.reason}`,
    looksAgain:
      made.requeueAt === undefined ? undefined : (made.requeueAt - T0) / 1_000,
  };
  return JSON.parse(JSON.stringify(row));
}

/** The view after what its plan tells was written. */
function told(view: SessionView, after = 0): SessionView {
  const made = planSession(view, T0 + after * 1_000, settings);
  const session = { ...view.session, status: statusAfter(view, made) };
  return { ...view, session };
}

const running = told(aView({ named: children() }), 1);
const LIMIT = 8 * 3600 + 1;
const WARNING = LIMIT - 15 * 60;
/** When a start is told: a second later than set, because Kubernetes cuts the time of its request to seconds. */
const PROGRESS = settings.progressAfter / 1_000 + 1;
/** When the pod of {@link children} became ready. */
const READY_AT = 1;

const turnedOff = (view: SessionView): SessionView => ({
  ...view,
  session: {
    ...view.session,
    metadata: { ...view.session.metadata, generation: 2 },
    spec: { ...view.session.spec, running: false },
  },
});
const deleted = (view: SessionView): SessionView => ({
  ...view,
  session: {
    ...view.session,
    metadata: { ...view.session.metadata, deletionTimestamp: at(100) },
  },
});
const earlier = [
  { ...childMeta(aSession()).ownerReferences![0], uid: 'uid-0' },
];
const somebodys = { ownerReferences: [{ ...earlier[0], kind: 'ReplicaSet' }] };
const refused = (until: number) => ({
  kind: 'service' as const,
  reason: 'NameConflict' as const,
  message: 'A service with this name exists and is not ours.',
  until: T0 + until * 1_000,
});

const rows: Row[] = [
  // Start
  {
    name: 'makes everything in one go and tells nothing yet',
    view: aView(),
    creates: ['home', 'service', 'route', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'sets the finalizer first where the maker did not',
    view: aView({ session: aSession({ metadata: { finalizers: [] } }) }),
    finalizer: 'add',
    creates: ['home', 'service', 'route', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'makes no home where none is wanted',
    view: aView({
      session: aSession({ spec: { persistence: { enabled: false } } }),
    }),
    creates: ['service', 'route', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'makes what is missing only',
    view: aView({ named: { home: aHome(), route: aRoute() } }),
    creates: ['service', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'waits for the pod in silence at first',
    view: aView({ named: children(aPod()) }),
    after: 1,
    looksAgain: PROGRESS,
  },
  {
    name: 'tells of progress when a start takes its time',
    view: aView({ named: children(aPod()) }),
    after: PROGRESS,
    tells: 'Creating Scheduling',
  },
  {
    name: 'tells each further step at once',
    view: {
      ...told(aView({ named: children(aPod()) }), PROGRESS),
      named: children(aStartingPod({ state: { waiting: {} } })),
    },
    after: PROGRESS,
    tells: 'Creating AttachingHome',
  },
  {
    name: 'tells everything in one status when the desktop can be used',
    view: aView({ named: children() }),
    after: 1,
    tells: 'Running Running',
    looksAgain: WARNING,
  },
  {
    name: 'does nothing at rest',
    view: running,
    after: 3600,
    looksAgain: WARNING,
  },

  // Waiting
  {
    name: 'makes nothing without a template and says so',
    view: aView({ template: undefined }),
    tells: 'Pending TemplateNotFound',
  },
  {
    name: 'makes everything when the template appears',
    view: {
      ...told(aView({ template: undefined })),
      template: aTemplate(),
    },
    after: 60,
    creates: ['home', 'service', 'route', 'pod'],
  },
  {
    name: 'leaves the desktop alone when its template is removed, and says so',
    view: { ...running, template: undefined },
    after: 60,
    tells: 'Running Running',
    looksAgain: WARNING,
  },
  {
    name: 'waits for a GPU and says so when it lasts',
    view: aView({
      template: aGpuTemplate(),
      named: children(
        anUnschedulablePod(
          '0/2 nodes are available: 2 Insufficient nvidia.com/gpu.',
        ),
      ),
    }),
    after: PROGRESS,
    tells: 'Creating WaitingForGPU',
  },
  {
    name: 'does not take the moment before the home is bound for waiting',
    view: aView({
      named: children(
        anUnschedulablePod('pod has unbound immediate PersistentVolumeClaims'),
      ),
    }),
    after: 1,
    looksAgain: PROGRESS,
  },
  {
    name: 'stays Creating when no node is large enough',
    view: aView({
      named: children(
        anUnschedulablePod('0/2 nodes are available: 2 Insufficient memory.'),
      ),
    }),
    after: PROGRESS,
    tells: 'Creating WaitingForNode',
  },

  // Failure
  {
    name: 'tells at once that the image cannot be pulled',
    view: aView({
      named: children(
        aStartingPod({ state: { waiting: { reason: 'ErrImagePull' } } }),
      ),
    }),
    after: 1,
    tells: 'Failed ImageCannotBePulled',
  },
  {
    name: 'tells at once that the desktop crashes',
    view: aView({
      named: children(
        aStartingPod({
          restartCount: 4,
          state: { waiting: { reason: 'CrashLoopBackOff' } },
        }),
      ),
    }),
    after: 1,
    tells: 'Failed DesktopCrashed',
  },
  {
    name: 'replaces a pod that its node gave up, but not in a hurry',
    view: aView({
      named: children(aPod({ phase: 'Failed', reason: 'Evicted' })),
    }),
    after: 5,
    tells: 'Running NodeLost',
    looksAgain: 10,
  },
  {
    name: 'deletes a pod that its node gave up when it is old enough',
    view: told(
      aView({ named: children(aPod({ phase: 'Failed', reason: 'Evicted' })) }),
      5,
    ),
    after: 10,
    deletes: ['pod'],
  },

  // Names that are taken
  {
    name: 'does not touch a service that is not ours, and takes its own things back',
    view: aView({
      named: { ...children(aPod()), service: aService(somebodys) },
    }),
    after: 1,
    deletes: ['route', 'pod'],
    tells: 'Failed NameConflict',
  },
  {
    name: 'takes back a desktop that is ready before anybody was told of it',
    view: aView({
      named: { ...children(), service: aService(somebodys) },
    }),
    after: 1,
    deletes: ['route', 'pod'],
    tells: 'Failed NameConflict',
    looksAgain: WARNING,
  },
  {
    name: 'makes nothing on top of a home of somebody else',
    view: aView({
      named: {
        home: aHome({}, aSession({ spec: { userRef: 'user:default/bob' } })),
      },
    }),
    tells: 'Failed NameConflict',
  },
  {
    name: 'gives a kept home back to the same owner',
    view: aView({ named: { home: aHome() } }),
    creates: ['service', 'route', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'keeps the desktop of somebody who works in it when its service is replaced by another',
    view: {
      ...running,
      named: { ...running.named, service: aService(somebodys) },
    },
    after: 60,
    deletes: ['route'],
    tells: 'Failed NameConflict',
    looksAgain: WARNING,
  },
  {
    name: 'waits for what an earlier session of this name left',
    view: aView({
      named: {
        home: aHome({ ownerReferences: earlier }),
        pod: aPod({}, { ownerReferences: earlier }),
      },
    }),
    creates: ['service', 'route'],
    looksAgain: PROGRESS,
  },
  {
    name: 'makes no pod on a home that is going',
    view: aView({ named: { home: aHome({ deletionTimestamp: at(0) }) } }),
    creates: ['service', 'route'],
    looksAgain: PROGRESS,
  },
  {
    name: 'does not ask again at once for what was refused',
    view: aView({ named: { home: aHome() }, refusals: [refused(5)] }),
    after: 1,
    tells: 'Failed NameConflict',
    looksAgain: 5,
  },
  {
    name: 'asks again for what was refused alone',
    view: told(aView({ named: { home: aHome() }, refusals: [refused(5)] }), 1),
    after: 5,
    creates: ['service'],
  },
  {
    name: 'goes on without a route that is refused, and says so',
    view: aView({
      named: { ...children(), route: undefined },
      refusals: [{ ...refused(9), kind: 'route', reason: 'Refused' }],
    }),
    after: READY_AT + PROGRESS,
    tells: 'Creating RouteNotAvailable',
    looksAgain: 9,
  },

  // Routes
  {
    name: 'makes everything else where IngressRoute is not known',
    view: aView({ routesKnown: false }),
    creates: ['home', 'service', 'pod'],
    looksAgain: PROGRESS,
  },
  {
    name: 'says that a desktop has no address',
    view: aView({
      routesKnown: false,
      named: { ...children(), route: undefined },
    }),
    after: READY_AT + PROGRESS,
    tells: 'Creating RouteNotAvailable',
    looksAgain: WARNING,
  },
  {
    name: 'makes the route when IngressRoute becomes known',
    view: {
      ...told(
        aView({
          routesKnown: false,
          named: { ...children(), route: undefined },
        }),
        READY_AT + PROGRESS,
      ),
      routesKnown: true,
    },
    after: 60,
    creates: ['route'],
    looksAgain: WARNING,
  },

  // Lost children
  {
    name: 'makes deleted children again without telling of it',
    view: { ...running, named: { home: aHome(), pod: aReadyPod() } },
    after: 60,
    creates: ['service', 'route'],
    looksAgain: WARNING,
  },
  {
    name: 'makes a deleted pod again',
    view: { ...running, named: { ...running.named, pod: undefined } },
    after: 60,
    creates: ['pod'],
  },
  {
    name: 'waits for a pod that somebody deleted',
    view: {
      ...running,
      named: {
        ...running.named,
        pod: {
          ...aReadyPod(at(1), { deletionTimestamp: at(70) }),
          graceSeconds: 10,
        },
      },
    },
    after: 61,
    looksAgain: 60 + PROGRESS,
  },

  // The end of a run
  {
    name: 'says that the desktop stops soon',
    view: running,
    after: WARNING,
    tells: 'Running ExpiringSoon',
    looksAgain: LIMIT,
  },
  {
    name: 'turns a desktop off when its time is over',
    view: running,
    after: LIMIT,
    turnOff: true,
    deletes: ['pod'],
    looksAgain: LIMIT + PROGRESS,
  },
  {
    name: 'tells why it stopped when the pod is gone',
    view: turnedOff({
      ...running,
      named: { ...running.named, pod: undefined },
    }),
    after: LIMIT + 3,
    tells: 'Stopped TimeLimit',
  },
  {
    name: 'deletes the pod and nothing else when the owner turns it off',
    view: turnedOff(running),
    after: 60,
    deletes: ['pod'],
    looksAgain: 60 + PROGRESS,
  },
  {
    name: 'tells that the owner turned it off',
    view: turnedOff({
      ...running,
      named: { ...running.named, pod: undefined },
    }),
    after: 60,
    tells: 'Stopped ByUser',
  },
  {
    name: 'makes nothing for a session that is turned off from the start',
    view: turnedOff(aView()),
    tells: 'Stopped ByUser',
  },
  {
    name: 'makes the pod again when the desktop is turned on',
    view: {
      ...running,
      named: { ...running.named, pod: undefined },
      session: {
        ...running.session,
        status: { phase: 'Stopped', stopReason: 'TimeLimit', stopTime: at(9) },
      },
    },
    after: 60,
    creates: ['pod'],
  },

  // Deletion
  {
    name: 'lets go of a deleted session with one write',
    view: deleted(running),
    after: 100,
    finalizer: 'remove',
  },
  {
    name: 'makes nothing more for a session that was deleted while it started',
    view: deleted(aView({ named: { home: aHome() } })),
    finalizer: 'remove',
  },
  {
    name: 'has nothing to do with a deleted session that others hold',
    view: deleted(
      aView({ session: aSession({ metadata: { finalizers: ['other/one'] } }) }),
    ),
  },
  {
    name: 'gives a home to its session when it is no longer to be kept',
    view: {
      ...running,
      session: {
        ...running.session,
        spec: { ...running.session.spec, persistence: { retain: false } },
      },
    },
    after: 60,
    homeOwners: homeOwners(
      aSession({ spec: { persistence: { retain: false } } }),
    ),
    looksAgain: WARNING,
  },
  {
    name: 'takes a home from its session before that goes, when it is to be kept',
    view: deleted({
      ...running,
      named: {
        ...running.named,
        home: aHome({ ownerReferences: childMeta(aSession()).ownerReferences }),
      },
    }),
    after: 100,
    homeOwners: [],
    finalizer: 'remove',
  },
];

describe('planSession', () => {
  it.each(rows)('$name', row => {
    const { name, view, after = 0, ...expected } = row;
    const made = planSession(view, T0 + after * 1_000, settings);
    expect(shortly(view, made)).toEqual(expected);
  });

  it('says in conditions what a running desktop lacks', () => {
    const lacking = told({ ...running, template: undefined }, 60);
    const { status = {} } = lacking.session;
    expect(condition(status, 'Ready')).toMatchObject({ status: 'True' });
    expect(condition(status, 'TemplateResolved')).toMatchObject({
      status: 'False',
      reason: 'TemplateNotFound',
      lastTransitionTime: at(60),
    });
  });

  it('keeps the words of the scheduler for those who can read them', () => {
    const message = '0/2 nodes are available: 2 Insufficient memory.';
    const waiting = told(
      aView({ named: children(anUnschedulablePod(message)) }),
      PROGRESS,
    );
    const { status = {} } = waiting.session;
    expect(condition(status, 'PodScheduled')).toMatchObject({ message });
    expect(condition(status, 'Ready')?.message).toBe(
      'Waiting for a node with 4 GiB of free memory.',
    );
  });
});
