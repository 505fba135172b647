import {
  aGpuTemplate,
  aPod,
  aSession,
  aTemplate,
  aView,
  madeOf,
} from '../testing/objects';
import {
  changed,
  conditionOf,
  planAt,
  type Row,
  running,
  shortPlan,
  WARNING,
} from '../testing/plans';
import { upToDate } from './upToDate';

const pod = aPod();
const now = { image: 'registry.example.com/desktop:2' };

describe('upToDate', () => {
  it.each<[string, Parameters<typeof upToDate>, string]>([
    [
      'no pod',
      [aView(), undefined],
      'True NotStarted: The next start is made of what is said now.',
    ],
    [
      'the same',
      [aView(), pod],
      'True Unchanged: The desktop is what its template says.',
    ],
    [
      'another image',
      [aView({ template: aTemplate(now) }), pod],
      'False TemplateChanged: Restart to get the image registry.example.com/desktop:2.',
    ],
    [
      'another size',
      [
        aView({
          session: aSession({ spec: { resources: { memory: '8Gi', cpu: 2 } } }),
        }),
        pod,
      ],
      'False TemplateChanged: Restart to get a size of 8 GiB, 2 CPUs.',
    ],
    [
      'everything at once',
      [
        aView({
          template: {
            ...aGpuTemplate(),
            spec: { ...aGpuTemplate().spec, ...now },
          },
        }),
        pod,
      ],
      "False TemplateChanged: Restart to get the image registry.example.com/desktop:2, a size of 4 GiB, 1 GPU, and the template's changes.",
    ],
    [
      'no template',
      [aView({ template: undefined }), pod],
      'Unknown TemplateNotFound: There is no template that the desktop could be compared with.',
    ],
    [
      'a pod of an earlier version',
      [
        aView(),
        { ...pod, metadata: { ...pod.metadata, annotations: undefined } },
      ],
      'Unknown NotRecorded: It is not known what the desktop was made of.',
    ],
    [
      'a pod made of the new template',
      [aView({ template: aTemplate(now) }), madeOf(pod, aTemplate(now))],
      'True Unchanged: The desktop is what its template says.',
    ],
  ])('%s', (_, input, expected) => {
    const { status, reason, message } = upToDate(...input);
    expect(`${status} ${reason}: ${message}`).toBe(expected);
  });
});

describe('the plan of a desktop whose template changes', () => {
  it.each<Row>([
    {
      name: 'leaves it alone and says what a restart would bring',
      view: { ...running, template: aTemplate(now) },
      after: 60,
      tells: 'Running Running',
      events: ['Normal TemplateChanged'],
      looksAgain: WARNING,
    },
    {
      name: 'leaves it alone when its owner wants another size',
      view: changed(running, { spec: { resources: { memory: '8Gi' } } }),
      after: 60,
      tells: 'Running Running',
      events: ['Normal TemplateChanged'],
      looksAgain: WARNING,
    },
    {
      name: 'leaves it alone when the template is deprecated',
      view: { ...running, template: aTemplate({ deprecated: {} }) },
      after: 60,
      tells: 'Running Running',
      looksAgain: WARNING,
    },
    {
      name: 'says nothing of what does not shape a desktop',
      view: { ...running, template: aTemplate({ description: 'Other words' }) },
      after: 60,
      looksAgain: WARNING,
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('says that the template is deprecated and what to use instead', () => {
    const deprecated = { message: 'Too old.', replacement: 'cpu-2' };
    const { status } = planAt(
      { ...running, template: aTemplate({ deprecated }) },
      60,
    );
    expect(conditionOf(status, 'TemplateResolved')).toMatchObject({
      status: 'True',
      reason: 'Deprecated',
      message:
        'The template "cpu" is deprecated; its desktops work as before. Too old. Use "cpu-2" instead.',
    });
  });
});
