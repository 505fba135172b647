import {
  aGpuTemplate,
  anUnschedulablePod,
  at,
  aTemplate,
  aView,
  children,
  madeOf,
} from '../testing/objects';
import {
  conditionOf,
  planAt,
  PROGRESS,
  type Row,
  running,
  shortPlan,
  told,
  WARNING,
} from '../testing/plans';

describe('the plan of a desktop that waits', () => {
  it.each<Row>([
    {
      name: 'makes nothing without a template, which may come at once',
      view: aView({ template: undefined }),
      looksAgain: PROGRESS,
    },
    {
      name: 'says that there is no template when that lasts',
      view: aView({ template: undefined }),
      after: PROGRESS,
      tells: 'Pending TemplateNotFound',
      events: ['Warning TemplateNotFound'],
    },
    {
      name: 'makes everything when the template appears',
      view: {
        ...told(aView({ template: undefined }), PROGRESS),
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
          madeOf(
            anUnschedulablePod(
              '0/2 nodes are available: 2 Insufficient nvidia.com/gpu.',
            ),
            aGpuTemplate(),
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
          anUnschedulablePod(
            'pod has unbound immediate PersistentVolumeClaims',
          ),
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
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('says in conditions what a running desktop lacks', () => {
    const { status } = planAt({ ...running, template: undefined }, 60);
    expect(conditionOf(status, 'Ready')).toMatchObject({ status: 'True' });
    expect(conditionOf(status, 'TemplateResolved')).toMatchObject({
      status: 'False',
      reason: 'TemplateNotFound',
      lastTransitionTime: at(60),
    });
  });

  it('keeps the words of the scheduler for those who can read them', () => {
    const message = '0/2 nodes are available: 2 Insufficient memory.';
    const view = aView({ named: children(anUnschedulablePod(message)) });
    const { status } = planAt(view, PROGRESS);
    expect(conditionOf(status, 'PodScheduled')).toMatchObject({ message });
    expect(conditionOf(status, 'Ready')?.message).toBe(
      'Waiting for a node with 4 GiB of free memory.',
    );
  });
});
