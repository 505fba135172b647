import { aView, children } from '../testing/objects';
import { planAt, type Row, running, shortPlan, told } from '../testing/plans';

const imageRefusal = 'The image has to be named by its digest.';

const rows: Row[] = [
  {
    name: 'makes nothing of an image that no pod may be made from, and says why',
    view: aView({ imageRefusal }),
    tells: 'Failed Refused',
    events: ['Warning Refused'],
  },
  {
    name: 'leaves a desktop alone that runs already',
    view: { ...running, imageRefusal },
    looksAgain: shortPlan(running, 1).looksAgain,
    after: 1,
  },
];

describe('an image that a policy refuses', () => {
  it.each(rows)('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });

  it('is what its owner is told, and is no hindrance any more when it is another', () => {
    const refused = told(aView({ imageRefusal }));
    expect(refused.session.status?.conditions).toContainEqual(
      expect.objectContaining({ type: 'Ready', message: imageRefusal }),
    );
    const { creates } = planAt({ ...refused, imageRefusal: undefined });
    expect(Object.keys(creates).sort()).toEqual(Object.keys(children()).sort());
  });
});
