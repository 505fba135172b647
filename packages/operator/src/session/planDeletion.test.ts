import { homeOwners } from '../children/buildHome';
import { childMeta } from '../children/childMeta';
import type { SessionView } from './view';
import { aHome, aSession, at, aView } from '../testing/objects';
import {
  changed,
  type Row,
  running,
  shortPlan,
  WARNING,
} from '../testing/plans';

const deleted = (view: SessionView) =>
  changed(view, { metadata: { deletionTimestamp: at(100) } });

describe('the plan of a deletion', () => {
  it.each<Row>([
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
        aView({
          session: aSession({ metadata: { finalizers: ['other/one'] } }),
        }),
      ),
    },
    {
      name: 'gives a home to its session when it is no longer to be kept',
      view: changed(running, { spec: { persistence: { retain: false } } }),
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
          home: aHome({
            ownerReferences: childMeta(aSession()).ownerReferences,
          }),
        },
      }),
      after: 100,
      homeOwners: [],
      finalizer: 'remove',
    },
  ])('$name', ({ name: _, view, after, ...expected }) => {
    expect(shortPlan(view, after)).toEqual(expected);
  });
});
